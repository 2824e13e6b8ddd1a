"""Who gets what when they open an address: the one table of it. A new view needs a row here.

302 is the way to log-in for those who have not logged in, 403 means known but not allowed, 404 that it does not exist
for them, 405 that the address takes a POST only. The people are those of ``tests.house.world``.
"""

from fnmatch import fnmatchcase
from typing import Final

from tests.house.world import ANYONE, PEOPLE

Row = dict[str, int]


def row(anyone: int, signed_in: int, **others: int) -> Row:
    """What those get who have not logged in, what those get who have, and who of them gets something else."""
    unknown = others.keys() - set(PEOPLE)
    if unknown:
        raise ValueError(f"Nobody is called {unknown}.")
    return {person: anyone if person == ANYONE else others.get(person, signed_in) for person in PEOPLE}


EVERYBODY: Final = row(200, 200)
SIGNED_IN: Final = row(302, 200)
POST_ONLY: Final = row(302, 405)
DESK: Final = row(302, 403, communicator=200, editor=200)
DESK_POST_ONLY: Final = row(302, 403, communicator=405, editor=405)
CHECKERS: Final = row(302, 404, staff=200, communicator=200, editor=200)
JURY: Final = row(302, 404, juror=200, jury_secretary=200)
POSTERS: Final = row(302, 403, coach=200, manager=200, coordinator=200, administrator=200)
ORPHANS: Final = row(302, 403, coach=200, coordinator=200, administrator=200)
IN_ADMIN: Final = row(302, 302, administrator=200)
NOT_EVEN_ADMINISTRATORS: Final = row(302, 302, administrator=403)

ACCESS: Final[dict[str, Row]] = {
    "health_live": EVERYBODY,
    "health_ready": EVERYBODY,
    "theme": EVERYBODY,
    "sitemap": EVERYBODY,
    "robots": EVERYBODY,
    "api:openapi-json": EVERYBODY,
    "api:api-root": row(404, 404),
    "api:idea*": row(401, 401),
    "home": EVERYBODY,
    "archive": EVERYBODY,
    "feed_atom": EVERYBODY,
    "archive_year": EVERYBODY,
    "archive_month": EVERYBODY,
    "story": EVERYBODY,
    "picture": EVERYBODY,
    "how_it_works": EVERYBODY,
    "promises": EVERYBODY,
    "accessibility": EVERYBODY,
    "privacy": EVERYBODY,
    "winners": EVERYBODY,
    "winner": EVERYBODY,
    "breakroom": EVERYBODY,
    "follow": EVERYBODY,
    "follow_answer": EVERYBODY,
    "follow_name": EVERYBODY,
    "accounts:login": row(200, 302),
    "accounts:resume": row(302, 302),
    "accounts:discard": POST_ONLY,
    "accounts:logout": row(405, 405),
    "accounts:admin_login": row(302, 403, administrator=302),
    "accounts:me": SIGNED_IN,
    "accounts:language": POST_ONLY,
    "accounts:password_change": SIGNED_IN,
    "accounts:password_reset": EVERYBODY,
    "accounts:password_reset_done": EVERYBODY,
    "accounts:password_reset_confirm": EVERYBODY,
    "accounts:password_reset_complete": EVERYBODY,
    "notices:list": SIGNED_IN,
    "notices:read_all": POST_ONLY,
    "notices:open": row(302, 404, staff=302),
    "notices:read": POST_ONLY,
    "notices:settings": SIGNED_IN,
    "notices:unsubscribe": EVERYBODY,
    "ideas:board": SIGNED_IN,
    "ideas:board_*": SIGNED_IN,
    "ideas:similar": POST_ONLY,
    "ideas:duplicate_*": POST_ONLY,
    "ideas:new": SIGNED_IN,
    "ideas:save_new": POST_ONLY,
    "ideas:save_draft": POST_ONLY,
    "ideas:check": row(302, 403, staff=302),
    "ideas:submit": POST_ONLY,
    "ideas:receipt": row(302, 403, staff=200),
    "ideas:secrecy": POST_ONLY,
    "ideas:mine": SIGNED_IN,
    "ideas:queue": row(302, 403, coach=200),
    "ideas:filter_save": POST_ONLY,
    "ideas:filter_remove": POST_ONLY,
    "ideas:bulk": ORPHANS,
    "ideas:bulk_report": row(302, 404, coach=200),
    "ideas:orphaned": ORPHANS,
    "ideas:units": row(302, 403, manager=200),
    "ideas:posters": POSTERS,
    "ideas:poster_pdf": POSTERS,
    "ideas:poster_renew": POSTERS,
    "ideas:held": row(302, 403, coach=200),
    "ideas:claim": SIGNED_IN,
    "ideas:owning": row(302, 403),
    "ideas:owning_answer": POST_ONLY,
    "ideas:owning_resources": POST_ONLY,
    "ideas:note_add": POST_ONLY,
    "ideas:note_edit": POST_ONLY,
    "ideas:note_remove": POST_ONLY,
    "ideas:idea": SIGNED_IN,
    "ideas:edit": row(302, 403, staff=200),
    "ideas:move": POST_ONLY,
    "ideas:contributor_add": POST_ONLY,
    "ideas:contributor_remove": POST_ONLY,
    "ideas:connections": row(302, 403, administrator=200),
    "ideas:token_make": POST_ONLY,
    "ideas:token_revoke": POST_ONLY,
    "ideas:webhook_make": POST_ONLY,
    "ideas:webhook_stop": POST_ONLY,
    "ideas:delivery_send": POST_ONLY,
    "ideas:files_add": POST_ONLY,
    "ideas:file": SIGNED_IN,
    "ideas:file_picture": SIGNED_IN,
    "ideas:file_describe": POST_ONLY,
    "ideas:file_remove": POST_ONLY,
    "ideas:calls": SIGNED_IN,
    "ideas:call_new": row(302, 403, coach=200, coordinator=200, manager=200),
    "ideas:call": SIGNED_IN,
    "ideas:call_edit": row(302, 403, coordinator=200, manager=200),
    "ideas:call_remove": POST_ONLY,
    "ideas:call_move": POST_ONLY,
    "ideas:call_picture": SIGNED_IN,
    "ideas:handbook": SIGNED_IN,
    "ideas:guidance_edit": row(302, 403, coach=200),
    "ideas:guidance_restore": POST_ONLY,
    "ideas:manager": row(302, 403, manager=200),
    "ideas:manager_praise": row(302, 403, manager=200),
    "ideas:proof": row(302, 403, staff=200, coach=200),
    "ideas:effect_add": row(302, 403, staff=200, coach=200),
    "ideas:effect_change": row(302, 403, staff=200, coach=200),
    "ideas:effect_count": row(302, 403, staff=200, coach=200),
    "ideas:effect_remove": POST_ONLY,
    "ideas:follow_up": row(302, 403, coach=409),
    "figures:figures": SIGNED_IN,
    "figures:table": SIGNED_IN,
    "ideas:naming": POST_ONLY,
    "ideas:naming_link": EVERYBODY,
    "ideas:support": POST_ONLY,
    "ideas:support_take_back": POST_ONLY,
    "ideas:follow": POST_ONLY,
    "ideas:unfollow": POST_ONLY,
    "ideas:comments": SIGNED_IN,
    "ideas:comment": row(302, 302),
    "ideas:comment_answer": SIGNED_IN,
    "ideas:comment_edit": row(302, 403, staff=200),
    "ideas:comment_delete": POST_ONLY,
    "ideas:comment_earlier": row(302, 403, coach=200),
    "ideas:comment_hide": row(302, 403, coach=200),
    "ideas:comment_unhide": POST_ONLY,
    "stories:desk": DESK,
    "stories:calendar": DESK,
    "stories:calendar_subscribe": DESK_POST_ONLY,
    "stories:calendar_unsubscribe": DESK_POST_ONLY,
    "stories:calendar_file": row(200, 200),
    "stories:slot": DESK,
    "stories:snapshot": row(302, 404, staff=403, communicator=200, editor=200),
    "stories:slot_fill": DESK_POST_ONLY,
    "stories:imports": DESK,
    "stories:import_run": DESK,
    "stories:import_report": DESK,
    "stories:import_*": DESK_POST_ONLY,
    "stories:new": DESK,
    "stories:facts_list": SIGNED_IN,
    "stories:work": row(302, 404, staff=302, communicator=200, editor=200),
    "stories:edit": row(302, 404, staff=403, communicator=200, editor=200),
    "stories:preview": CHECKERS,
    "stories:facts": row(302, 404, staff=200, communicator=302, editor=302),
    "stories:move": row(405, 405),
    "stories:picture": CHECKERS,
    "awards:rooms": row(302, 403, juror=200, jury_secretary=200),
    "awards:new": row(302, 403, jury_secretary=200),
    "awards:room": JURY,
    "awards:move": POST_ONLY,
    "awards:minutes": row(302, 404, juror=409, jury_secretary=409),
    "awards:settings": row(302, 404, juror=403, jury_secretary=200),
    "awards:nominate": POST_ONLY,
    "awards:candidate": JURY,
    "awards:declare": POST_ONLY,
    "awards:score": POST_ONLY,
    "awards:remove_candidate": POST_ONLY,
    "admin:index": IN_ADMIN,
    "admin:login": row(302, 403, administrator=302),
    "admin:logout": row(302, 302, administrator=405),
    "admin:jsi18n": IN_ADMIN,
    "admin:password_change": IN_ADMIN,
    "admin:password_change_done": IN_ADMIN,
    "admin:autocomplete": NOT_EVEN_ADMINISTRATORS,
    "admin:view_on_site": row(302, 302),
    "admin:app_list": IN_ADMIN,
    "admin:awards_prize_delete": NOT_EVEN_ADMINISTRATORS,
    "admin:accounts_user_*": IN_ADMIN,
    "admin:accounts_unit_*": IN_ADMIN,
    "admin:awards_prize_*": IN_ADMIN,
    # What other packages bring along: registered by them, open to no role of ours.
    "admin:auth_group_*": NOT_EVEN_ADMINISTRATORS,
    "admin:axes_*_history": row(302, 302),
    "admin:axes_*": NOT_EVEN_ADMINISTRATORS,
    "admin:django_tasks_database_dbtaskresult_history": row(302, 302),
    "admin:django_tasks_database_*": NOT_EVEN_ADMINISTRATORS,
}


def row_of(route: str) -> tuple[str, Row] | None:
    """The first row that fits."""
    return next(((name, row) for name, row in ACCESS.items() if fnmatchcase(route, name)), None)
