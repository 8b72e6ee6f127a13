"""Declare the operations on the caller: profile, notifications, pushes, sign-ins, and what has changed."""

from __future__ import annotations

from functions.supervise.doors import SuperviseDoors
from functions.supervise.me.changes import ChangeOperations
from functions.supervise.me.live_tickets import LiveTickets
from functions.supervise.me.notifications import NotificationCentre
from functions.supervise.me.profile import Profile
from functions.supervise.me.push_subscriptions import PushSubscriptions
from functions.supervise.me.sign_ins import SignInOperations
from functions.supervise.refusals import REFUSALS
from shared.domain.kernel.errors import Busy, CursorInvalid, Forbidden, Invalid, KeyReused, Missing, TooManyRequests
from shared.web.app import Api
from shared.web.not_modified import NOT_MODIFIED


def declare(api: Api, doors: SuperviseDoors) -> None:
    """Declare the room's operations."""
    table, plans, secret = doors.table, doors.plans, doors.secret
    _profile(api, Profile(table, plans, doors.new_id))
    api.route("GET", "/me/sign-ins", who="invited", refuses=(Forbidden, Busy))(
        SignInOperations(table, plans).list_sign_ins
    )
    _notifications(api, ChangeOperations(table, plans), NotificationCentre(table, plans, secret))
    tickets = (Forbidden, TooManyRequests, Busy)
    api.route("POST", "/me/live-ticket", status=201, refuses=tickets)(
        LiveTickets(table, plans, doors.new_secret).issue_live_ticket
    )
    _pushes(api, PushSubscriptions(table, plans, secret, doors.pushes, loopback=doors.loopback))


def _profile(api: Api, profile: Profile) -> None:
    api.route("GET", "/me", who="invited", refuses=(Forbidden, Busy))(profile.show_me)
    api.route("PATCH", "/me", refuses=(Forbidden, Busy))(profile.change_me)
    api.route("PUT", "/me/pause", refuses=(Forbidden, Invalid, Busy))(profile.pause_me)
    api.route("DELETE", "/me/pause", refuses=(Forbidden, Busy))(profile.unpause_me)
    api.route("GET", "/me/absences", refuses=(Forbidden,))(profile.list_my_absences)
    api.route("POST", "/me/absences", status=201, refuses=(Forbidden, Invalid, Busy))(profile.add_my_absence)
    one_absence = "/me/absences/{absence_id}"
    api.route("PATCH", one_absence, refuses=(Forbidden, Missing, Invalid, Busy))(profile.change_my_absence)
    api.route("DELETE", one_absence, status=204, refuses=(Forbidden, Missing, Busy))(profile.remove_my_absence)


def _notifications(api: Api, counters: ChangeOperations, centre: NotificationCentre) -> None:
    api.route("GET", "/me/changes", refuses=(Forbidden, Busy), others=NOT_MODIFIED)(counters.my_changes)
    lists = (Forbidden, CursorInvalid, Busy)
    api.route("GET", "/notifications", refuses=lists, others=NOT_MODIFIED)(centre.list_notifications)
    one = "/notifications/{notification_id}"
    api.route("POST", f"{one}/archive", refuses=REFUSALS)(centre.archive_notification)
    api.route("POST", f"{one}/unarchive", refuses=REFUSALS)(centre.unarchive_notification)
    api.route("POST", f"{one}/snooze", refuses=REFUSALS)(centre.snooze_notification)
    api.route("POST", "/notifications/archive-all", refuses=(Forbidden, Busy))(centre.archive_all_notifications)


def _pushes(api: Api, pushes: PushSubscriptions) -> None:
    path = "/me/push-subscriptions"
    api.route("GET", path, refuses=(Forbidden, Busy))(pushes.list_push_subscriptions)
    api.route("POST", path, status=201, refuses=(Forbidden, Invalid, KeyReused, Busy))(pushes.subscribe)
    api.route("DELETE", path, refuses=(Forbidden, Busy))(pushes.unsubscribe)
    api.route("POST", f"{path}/test", status=202, refuses=(Forbidden, TooManyRequests, Busy))(pushes.try_push)
