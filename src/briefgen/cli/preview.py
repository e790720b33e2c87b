"""`briefgen preview`."""

from pathlib import Path

import click

from briefgen.cli.options import count_processes, open_project, processes_option, project_option


@click.command("preview")
@click.argument("topic", default="", metavar="[TOPIC]")
@project_option
@processes_option
@click.option("--port", type=click.IntRange(0, 65535), metavar="N", help="The port (default: 8990; 0: a free one).")
@click.option("--open", "is_opened", is_flag=True, help="Open the page in your browser.")
def command(topic: str, start: Path, jobs: int | None, port: int | None, is_opened: bool) -> None:
    """Show the briefs on a local page that follows each save.

    The page lists the topics with their states; a brief is shown as its HTML file will be, and is made anew when a
    source, a topic, the vocabulary, a template, a style sheet or a setting is saved. Problems stand in the page. The
    address holds a secret and answers on this machine alone. Nothing is written to output/. Ctrl-C ends it.

    \b
    Example:
      briefgen preview
      briefgen preview nato-csto --port 9000
    """
    from briefgen.project.previewing.previewing import PORT, PreviewOptions, preview_project

    def announce(address: str) -> None:
        click.echo(f"{address}\nCtrl-C ends the preview.")
        if is_opened:
            click.launch(address)

    options = PreviewOptions(topic, PORT if port is None else port, count_processes(jobs), announce)
    preview_project(open_project(start), options)
