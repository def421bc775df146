"""Accounts: mail, calendars and address books that are read where they are."""

from __future__ import annotations

from starlette.responses import Response

from kithly.app.accounts.asked import asked_account
from kithly.app.accounts.followed import FOLLOWED
from kithly.app.accounts.keeping import (
    LIES,
    account_kinds,
    add_account,
    find_account,
    list_accounts,
    remove_account,
    set_account,
)
from kithly.app.accounts.publishing import add_publisher, find_publisher
from kithly.app.bringing.places import FOLLOWED_PLACE, AccountPlace
from kithly.app.views import AccountView
from kithly.errors import ChannelError, KithlyError, SettingsError, SourceAuthError, SourceError, UserError
from kithly.interfaces.web.failures import COMMAND, shortened, step_of
from kithly.interfaces.web.filing import account_jobs
from kithly.interfaces.web.visit import Room, Visit
from kithly.sources import Account, Found
from kithly.transport.secrets import NO_SECRET, PASSWORD, TOKEN, Secret

ACCOUNTS = "/accounts"
MAIL = "imap"
SECURITY = ("tls", "starttls", "none")
FOLDERS = (  # what of a mail account is read, and how it is said
    ("sent", "Your sent mail: the people you wrote to, soon"),
    ("sent,inbox", "Sent and inbox: who answers you, too"),
    ("sent,inbox,archive", "Sent, inbox and archive: all of it, in its time"),
)
MOST_SECRET = 4_000  # characters; tokens are long, but no book


def show(visit: Visit) -> Response:
    """Show the accounts that are read, and the form that adds one."""
    return _show(visit)


def find(visit: Visit) -> Response:
    """Find the server of an account, and say what is needed to sign in."""
    try:
        asked = _asked(visit)
        found = _found(visit, asked)
    except (SourceError, UserError) as error:
        return _again(visit, error)
    return _sign_in(visit, asked, found) if found.asks else _add(visit, asked, found, NO_SECRET)


def add(visit: Visit) -> Response:
    """Test the connection, keep the account, and have it read; what goes wrong is told beside the form."""
    value = visit.secret("secret")[:MOST_SECRET]
    secret = Secret(value=value, form=TOKEN if visit.field("token_given") else PASSWORD)
    try:
        asked = _asked(visit)
        found = _found(visit, asked)
    except (SourceError, UserError) as error:
        return _again(visit, error)
    try:
        if not value.strip():
            raise SourceAuthError(asked.kind, asked.address, f"Without its {found.asks} nobody can sign in.")
    except SourceError as error:
        return _sign_in(visit, asked, found, trouble=_said(error))
    return _add(visit, asked, found, secret)


def _found(visit: Visit, asked: Account) -> Found:
    """Say where an account lies; where Kithly may publish by it, what that needs."""
    return find_publisher(visit.network, asked) if visit.field("own") else find_account(visit.network, asked)


def _add(visit: Visit, asked: Account, found: Found, secret: Secret) -> Response:
    """Test an account, keep it and have it read."""
    try:
        if visit.field("own"):
            view = add_publisher(visit.network, found, secret, server=asked)
        else:
            view = add_account(visit.network, found, secret)
    except (SourceError, ChannelError) as error:
        return _sign_in(visit, asked, found, trouble=_said(error)) if found.asks else _again(visit, error)
    # Where the secret lies stands beside the account for good; commands are none here.
    found_there = [one for one in view.words if one not in LIES.values() and not COMMAND.search(one)]
    visit.guest.tell(" ".join((f"{view.text}.", *found_there)), view.change)
    visit.tray.desk.add_accounts([_place(view.account)])
    return visit.back(ACCOUNTS)


def read_one(visit: Visit) -> Response:
    """Have one account read, or all of them, or what is followed; the last in one go."""
    wanted = visit.params.get("account")
    known = list_accounts(visit.network).accounts
    chosen = [_place(one) for one in known if one.id == wanted or (wanted is None and one.kind not in FOLLOWED)]
    if wanted in {None, FOLLOWED_PLACE.id} and any(one.kind in FOLLOWED for one in known):
        chosen.append(FOLLOWED_PLACE)
    visit.tray.desk.add_accounts(chosen)
    return visit.back(ACCOUNTS)


def remove(visit: Visit) -> Response:
    """Remove an account; what was read from it stays."""
    return visit.back(ACCOUNTS, remove_account(visit.network, visit.params["account"]))


def set_folders(visit: Visit) -> Response:
    """Read other folders of a mail account from now on; it is signed in to first."""
    wanted = visit.field("folders")
    try:
        if wanted not in {value for value, _ in FOLDERS}:
            raise SettingsError("folders", "Choose what is read of it.")
        view = set_account(visit.network, visit.params["account"], {"folders": wanted})
    except (SourceError, UserError) as error:
        return _again(visit, error)
    visit.guest.tell(f"{view.text}.", view.change)
    return visit.back(ACCOUNTS)


def show_list(visit: Visit) -> Response:
    """Show the accounts alone, while one of them is read."""
    return visit.show(
        "accounts_list.html",
        accounts=list_accounts(visit.network).accounts,
        jobs=account_jobs(visit.tray),
        FOLLOWED=FOLLOWED,
        FOLDERS=FOLDERS,
    )


def _again(visit: Visit, error: KithlyError) -> Response:
    """Show the first form again with what went wrong and what was typed."""
    return _show(visit, trouble=_said(error))


def _said(error: KithlyError) -> str:
    return f"{shortened(str(error))} {step_of(error)}".strip()


def _sign_in(visit: Visit, asked: Account, found: Found, *, trouble: str = "") -> Response:
    return visit.show("account_add.html", asked=asked, found=found, trouble=trouble, form=_form(visit), FOLDERS=FOLDERS)


def _show(visit: Visit, *, trouble: str = "") -> Response:
    return visit.show(
        "accounts.html",
        accounts=list_accounts(visit.network).accounts,
        kinds=visit.network.recall.get("kinds", lambda: account_kinds(visit.network)),
        jobs=account_jobs(visit.tray),
        FOLLOWED=FOLLOWED,
        FOLDERS=FOLDERS,
        trouble=trouble,
        form=_form(visit),
    )


def _asked(visit: Visit) -> Account:
    """Return what was typed as an account.

    Raises:
        SettingsError: The port is none.
    """
    folders, security = visit.field("folders"), visit.field("security")
    return asked_account(
        visit.field("address"),
        kind=visit.field("kind") or MAIL,
        user=visit.field("user"),
        server=visit.field("server"),
        security=security if security in SECURITY else SECURITY[0],
        settings={"folders": folders} if folders in {value for value, _ in FOLDERS[1:]} else {},
    )


def _form(visit: Visit) -> dict[str, str]:
    """Return what was typed, to stand in the form again; never the secret."""
    return {name: visit.field(name) for name in ("kind", "address", "user", "server", "security", "folders", "own")}


def _place(account: AccountView) -> AccountPlace:
    return AccountPlace(id=account.id, name=account.address)


def look_again(visit: Visit) -> Response:
    """Lead back to the accounts from the address of a form, which a browser may open again."""
    return visit.back(ACCOUNTS)


ROOMS = (
    Room(path=ACCOUNTS, method="GET", answer=show),
    Room(path="/accounts/find", method="GET", answer=look_again),
    Room(path="/accounts/add", method="GET", answer=look_again),
    Room(path="/accounts/list", method="GET", answer=show_list),
    Room(path="/accounts/find", method="POST", answer=find),
    Room(path="/accounts/add", method="POST", answer=add),
    Room(path="/accounts/read", method="POST", answer=read_one),
    Room(path="/accounts/{account}/read", method="POST", answer=read_one),
    Room(path="/accounts/{account}/folders", method="POST", answer=set_folders),
    Room(path="/accounts/{account}/remove", method="POST", answer=remove),
)
