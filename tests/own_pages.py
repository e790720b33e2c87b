"""What a template of a test's own has to have in its body: its marking, on the page and on every sheet."""

MARKED = (
    "<style>.running-label { position: running(label) } @page { @top-right { content: element(label) } }</style>"
    '<p class="running-label">{{ brief.marking.label }}</p>'
)
