"""Mail through a server that fails at each step: what is said of a message is what became of it."""

from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import pytest
from mail_parcels import make_file, make_parcel
from scripted_smtp import Act, Fault, ScriptedServer, run_scripted

from briefgen.deliver.mail import MailWay, open_mail
from briefgen.deliver.mail_server import MailServer, Patience
from briefgen.deliver.messages import Sender
from briefgen.model.delivery import State

SENT, DEFERRED, REFUSED, UNKNOWN = State.SENT, State.DEFERRED, State.REFUSED, State.UNKNOWN
LONG = Patience(20.0, 20.0, 20.0)
STEPS = ("connect", "ehlo", "mail", "rcpt", "data", "dot")


def open_way(server: ScriptedServer, **more: object) -> AbstractContextManager[MailWay]:
    """Open a way to a server that stands on this machine."""
    values: dict[str, object] = {"security": "none", "patience": LONG, **more}
    return open_mail(MailServer("127.0.0.1", server.port, Sender("Desk", "desk@example.org"), **values))  # type: ignore[arg-type]  # by name


def be_short(step: str) -> Patience:
    """Have little patience at one step alone: the others may take their time on a busy machine."""
    kind = {"connect": "connect", "ehlo": "connect", "dot": "dot"}.get(step, "command")
    return replace(LONG, **{kind: 0.3})


def deliver_one(fault: Fault, **more: object) -> tuple[State, int, str]:
    """Deliver one parcel to a server with a fault: its state, how many messages were accepted, and the note."""
    with run_scripted(fault) as server, open_way(server, **more) as way:
        outcome = way.deliver(make_parcel())
    return outcome.state, len(server.accepted), outcome.note


def test_a_server_without_a_fault_gets_each_message_once() -> None:
    """One connection, one envelope for each recipient, and the bytes as they were."""
    with run_scripted() as server, open_way(server) as way:
        for name in ("ann", "bob", "cem"):
            assert way.deliver(make_parcel(address=f"{name}@example.org", recipient=name)).state is SENT
    assert [to for to, _ in server.accepted] == [("ann@example.org",), ("bob@example.org",), ("cem@example.org",)]
    assert server.connections == 1
    assert server.commands[-1].lower() == "quit"


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("act", [Act.HANG_UP, Act.STALL])
def test_a_broken_connection_defers_before_the_dot_and_leaves_unknown_after_it(step: str, act: Act) -> None:
    """Never sent with none accepted, never deferred with one; the time-outs end what stalls."""
    state, accepted, note = deliver_one(Fault(step, act), patience=be_short(step) if act is Act.STALL else LONG)
    assert (state, accepted) == ((UNKNOWN, 1) if step == "dot" else (DEFERRED, 0)), note
    assert note


def test_a_connection_that_breaks_within_a_message_defers_it(tmp_path: Path) -> None:
    """The server hangs up after five lines of many: the dot was never sent."""
    with run_scripted(Fault("text")) as server, open_way(server) as way:
        outcome = way.deliver(make_parcel(files=(make_file(tmp_path, 6 << 20),)))
    assert outcome.state is DEFERRED, outcome.note
    assert server.accepted == []


def test_a_short_message_that_was_all_on_its_way_is_not_sent_again() -> None:
    """The server hung up within it, and the dot was sent before that was seen: nobody knows, and it is said so."""
    state, accepted, _ = deliver_one(Fault("text"))
    assert state in (DEFERRED, UNKNOWN)
    assert accepted == 0


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("code", [421, 450, 451, 550, 552])
def test_an_answer_counts_by_its_first_figure(step: str, code: int) -> None:
    """4xx is tried again, 5xx is not; before a recipient is named either is about the house or the server."""
    state, accepted, note = deliver_one(Fault(step, text=f"{code} no"))
    is_refused = code >= 500 and step not in ("connect", "ehlo", "mail")
    assert (state, accepted) == (REFUSED if is_refused else DEFERRED, 0)
    assert f"{code} no" in note


@pytest.mark.parametrize("step", ["mail", "rcpt", "data"])
@pytest.mark.parametrize("text", ["what?", "200 well", "354-go", "99 no", "250-", f"250 {'x' * 9000}"])
def test_a_strange_answer_before_the_dot_ends_the_session(step: str, text: str) -> None:
    """Nothing was accepted, and nothing more is said to a server that answers something else."""
    with run_scripted(Fault(step, Act.ANSWER_AND_HANG_UP, text)) as server, open_way(server) as way:
        assert way.deliver(make_parcel()).state is DEFERRED
    assert server.accepted == []
    assert not any(one.startswith("RSET") for one in server.commands)


@pytest.mark.parametrize(
    ("text", "state", "accepted"),
    [
        ("250 taken", SENT, 1),
        ("251 taken", SENT, 1),
        ("250-taken\r\n250 indeed", SENT, 1),
        ("354 go on", UNKNOWN, 1),
        ("what?", UNKNOWN, 1),
        ("250-taken", UNKNOWN, 1),
        (f"250 {'x' * 9000}", UNKNOWN, 1),
        ("250 \x1b[2J\x07taken", SENT, 1),
    ],
)
def test_a_strange_answer_to_the_dot_is_no_reason_to_send_again(text: str, state: State, accepted: int) -> None:
    """Only what says no means no; where nobody can read the answer, nobody knows."""
    found, count, note = deliver_one(Fault("dot", Act.ANSWER_AND_HANG_UP, text))
    assert (found, count) == (state, accepted), note
    assert note.isprintable()


def test_a_server_that_says_yes_and_dies_has_the_message() -> None:
    """It is sent, and the next one finds a new connection."""
    with run_scripted(Fault("dot", Act.ANSWER_AND_HANG_UP, times=1)) as server, open_way(server) as way:
        states = [way.deliver(make_parcel(recipient=name)).state for name in ("ann", "bob", "cem")]
    assert states == [SENT] * 3
    assert (len(server.accepted), server.connections) == (3, 2)


@pytest.mark.parametrize(
    "fault",
    [
        *(Fault(step, Act.HANG_UP, times=1) for step in (*STEPS, "text")),
        *(Fault(step, text="421 closing", times=1) for step in STEPS),
        Fault("dot", Act.STALL, times=1),
    ],
    ids=lambda fault: f"{fault.step} {fault.act.value} {fault.text}",
)
def test_after_a_broken_connection_the_next_message_has_a_new_one(fault: Fault) -> None:
    """Nothing of the first message is left in the way of the second."""
    patience = be_short(fault.step) if fault.act is Act.STALL else LONG
    with run_scripted(fault) as server, open_way(server, patience=patience) as way:
        first = way.deliver(make_parcel(recipient="ann", address="ann@example.org"))
        second = way.deliver(make_parcel(recipient="bob", address="bob@example.org"))
    assert first.state is not SENT
    assert second.state is SENT, second.note
    assert server.connections == 2
    assert server.accepted[-1][0] == ("bob@example.org",)


def test_a_session_that_ended_between_two_messages_is_opened_again() -> None:
    """A server may hang up on whoever pauses; nothing of the second message had left, so it leaves now."""
    faults = (Fault("mail", Act.ANSWER, times=1), Fault("mail", text="421 idle", times=1))
    with run_scripted(*faults) as server, open_way(server) as way:
        assert [way.deliver(make_parcel(recipient=name)).state for name in ("ann", "bob")] == [SENT, SENT]
    assert (len(server.accepted), server.connections) == (2, 2)


def test_one_refused_recipient_leaves_the_others_sent() -> None:
    """F22: three recipients, one unknown there: two messages, and the connection stays."""
    with run_scripted(Fault("rcpt", text="550 no such user", only="bob")) as server, open_way(server) as way:
        outcomes = [
            way.deliver(make_parcel(recipient=one, address=f"{one}@example.org")) for one in ("ann", "bob", "cem")
        ]
    assert [one.state for one in outcomes] == [SENT, REFUSED, SENT]
    assert outcomes[1].note == "550 no such user"
    assert [to for to, _ in server.accepted] == [("ann@example.org",), ("cem@example.org",)]
    assert server.connections == 1


def test_a_server_that_cannot_begin_anew_is_left() -> None:
    """After a refused recipient it says no to RSET: the next message does not go into the same envelope."""
    faults = (Fault("rcpt", text="550 no", only="ann"), Fault("rset", text="500 what?"))
    with run_scripted(*faults) as server, open_way(server) as way:
        assert way.deliver(make_parcel(address="ann@example.org")).state is REFUSED
        assert way.deliver(make_parcel(address="bob@example.org")).state is SENT
    assert [to for to, _ in server.accepted] == [("bob@example.org",)]
    assert server.connections == 2


def test_a_message_over_the_servers_size_is_refused_before_it_leaves(tmp_path: Path) -> None:
    """SIZE (RFC 1870): not a byte of it is sent, and smaller ones still are."""
    with run_scripted(extensions=("here", "SIZE 5000")) as server, open_way(server) as way:
        large = way.deliver(make_parcel(files=(make_file(tmp_path, 9000),)))
        small = way.deliver(make_parcel())
    assert large.state is REFUSED
    assert "the server takes 5000" in large.note
    assert small.state is SENT
    assert sum(one.startswith("MAIL") for one in server.commands) == 1


def test_a_message_over_the_channels_size_is_refused_before_a_connection(tmp_path: Path) -> None:
    """F23: the channel's limit, and the two ways out of it; with a link it leaves without the file."""
    parcel = make_parcel(files=(make_file(tmp_path, 9000),))
    with run_scripted() as server:
        with open_way(server, attach_up_to=5000) as way:
            outcome = way.deliver(parcel)
        assert outcome.state is REFUSED
        assert "`attach_up_to`" in outcome.note
        assert server.connections == 0
        with open_way(server, attach_up_to=5000, link="https://x.example/{slug}/{number}/{variant}") as way:
            assert way.deliver(parcel).state is SENT
    ((_, data),) = server.accepted
    assert b"https://x.example/nato-csto/2/brief.en.tlp-green" in data.replace(b"=\r\n", b"")
    assert b"application/pdf" not in data


def test_a_file_arrives_as_it_was(tmp_path: Path) -> None:
    """Dots at the beginnings of lines, bare breaks and zero bytes, over more than one chunk."""
    with run_scripted() as server, open_way(server) as way:
        file = make_file(tmp_path, 300_000)
        assert way.deliver(make_parcel(files=(file,))).state is SENT
    from mail_parcels import parse

    (part,) = parse(server.accepted[0][1]).iter_attachments()
    assert part.get_content() == file.path.read_bytes()


def test_a_file_that_is_gone_is_no_reason_to_connect(tmp_path: Path) -> None:
    """What is wrong on our side defers the message and says so."""
    file = make_file(tmp_path)
    file.path.unlink()
    with run_scripted() as server, open_way(server) as way:
        outcome = way.deliver(make_parcel(files=(file,)))
    assert outcome.state is DEFERRED
    assert server.connections == 0


@pytest.mark.parametrize(
    ("extensions", "state"), [(("here", "SMTPUTF8", "8BITMIME"), SENT), (("here",), REFUSED)], ids=["SMTPUTF8", "none"]
)
def test_an_address_beyond_ascii_needs_a_server_that_takes_it(extensions: tuple[str, ...], state: State) -> None:
    """SMTPUTF8 is asked for with the envelope (RFC 6531); without it nothing is sent."""
    with run_scripted(extensions=extensions) as server, open_way(server) as way:
        assert way.deliver(make_parcel(address="анна@пример.example")).state is state
    assert [to for to, _ in server.accepted] == ([("анна@xn--e1afmkfd.example",)] if state is SENT else [])


def test_a_domain_beyond_ascii_asks_nothing_of_the_server() -> None:
    """The sender's too: both are named as servers know them, and the message is ASCII."""
    with run_scripted(extensions=("here",)) as server:
        sender = Sender("Büro", "desk@bücher.example")
        with open_mail(MailServer("127.0.0.1", server.port, sender, "none", patience=LONG)) as way:
            assert way.deliver(make_parcel(address="ann@Пример.example")).state is SENT
    ((to, data),) = server.accepted
    assert to == ("ann@xn--e1afmkfd.example",)
    assert "MAIL FROM:<desk@xn--bcher-kva.example>" in server.commands
    assert data.isascii()


def test_a_server_that_is_away_is_down_the_third_time() -> None:
    """A thousand recipients do not wait for a thousand time-outs."""
    with run_scripted(Fault("connect", Act.STALL)) as server, open_way(server, patience=be_short("connect")) as way:
        outcomes = [way.deliver(make_parcel(recipient=str(number))) for number in range(3)]
    assert {one.state for one in outcomes} == {DEFERRED}
    assert [one.is_down for one in outcomes] == [False, False, True]


def test_a_wrong_password_is_not_offered_again() -> None:
    """The channel is down at once, else the account would be locked; the password stands in no note."""
    fault = Fault("auth", text="535 no")
    with (
        run_scripted(fault, extensions=("here", "AUTH PLAIN")) as server,
        open_way(server, user="desk", password="pässwörd") as way,  # noqa: S106 - a made-up one
    ):
        outcome = way.deliver(make_parcel())
    assert (outcome.state, outcome.is_down) == (DEFERRED, True)
    assert outcome.note == "127.0.0.1 does not let desk in (code 535)"


@pytest.mark.parametrize(
    ("text", "is_down"),
    [
        ("553 5.1.7 bad sender address", True),
        ("550 5.7.1 not allowed to send as this", True),
        ("501 what?", True),
        ("451 too many messages", True),
        ("421 closing", True),
        ("552 5.3.4 message too big", False),
        ("452 no room", False),
    ],
)
def test_a_sender_whom_the_server_does_not_take_is_no_recipients_fault(text: str, is_down: bool) -> None:
    """Nobody is refused for a wrong `from`: what waits leaves when it is mended. A size is one message's own."""
    with run_scripted(Fault("mail", text=text)) as server, open_way(server) as way:
        outcome = way.deliver(make_parcel())
    assert (outcome.state, outcome.is_down, outcome.note) == (DEFERRED, is_down, text)
    assert not any(one.startswith("RCPT") for one in server.commands)


@pytest.mark.parametrize(
    "text",
    [
        "550 5.1.8 no such domain",
        "553 5.7.1 <desk@example.org>: Sender address rejected: not owned by user desk",
        "554 5.7.1 <ann@example.org>: Relay access denied",
        "550 relay not permitted",
        "554 5.7.1 Service unavailable; Client host [203.0.113.7] blocked using a list",
    ],
)
def test_a_sender_who_is_judged_with_the_recipient_refuses_nobody(text: str) -> None:
    """Postfix says what it thinks of `from` only after RCPT; the message waits, and so do the others."""
    with run_scripted(Fault("rcpt", text=text)) as server, open_way(server) as way:
        outcomes = [way.deliver(make_parcel(recipient=name)) for name in ("ann", "bob")]
    assert [(one.state, one.is_down) for one in outcomes] == [(DEFERRED, False)] * 2


@pytest.mark.parametrize("act", [Act.HANG_UP, Act.ANSWER_AND_HANG_UP])
def test_a_message_of_which_nobody_knows_is_the_last_by_that_server(act: Act) -> None:
    """A server that drops each connection after the dot leaves one message in doubt, and not all of a run."""
    with run_scripted(Fault("dot", act, "what?")) as server, open_way(server) as way:
        outcome = way.deliver(make_parcel())
    assert (outcome.state, outcome.is_down) == (UNKNOWN, True)


def test_a_server_that_wants_a_login_refuses_nobody() -> None:
    """530 speaks of the channel and not of the message: with a password in its file the message leaves."""
    state, accepted, note = deliver_one(Fault("mail", text="530 Authentication required"))
    assert (state, accepted) == (DEFERRED, 0)
    assert "530" in note


def test_a_message_given_up_half_way_is_left_without_a_word() -> None:
    """A run that is interrupted in the middle of a message says nothing more that could end it well."""
    with run_scripted() as server, pytest.raises(KeyboardInterrupt), open_way(server) as way:
        assert way.deliver(make_parcel()).state is SENT
        raise KeyboardInterrupt
    assert len(server.accepted) == 1
    assert not any(one.lower() == "quit" for one in server.commands)


def test_nobody_is_there() -> None:
    """A port on which nothing listens defers."""
    with run_scripted() as server:
        port = server.port
    with open_mail(MailServer("127.0.0.1", port, Sender("", "desk@example.org"), "none", patience=LONG)) as way:
        outcome = way.deliver(make_parcel())
    assert outcome.state is DEFERRED
    assert "127.0.0.1 cannot be reached" in outcome.note
