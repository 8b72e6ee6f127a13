"""The English texts of traces and lint problems, and the English formats."""

from __future__ import annotations

from shared.domain.i18n.en_form import FORM
from shared.domain.i18n.en_mail import MAIL, PAGE
from shared.domain.i18n.wording import Text, Wording

TRACE: dict[str, Text] = {
    "route.stays": "The lead stays on its route, {route}.",
    "route.nearest": "{route} takes the lead: of the routes that fit, it is nearest the top.",
    "route.next": "{route} takes the lead: it is the next in the list that fits.",
    "route.at_once": "{route} assigns at once, so it goes before all other routes.",
    "route.unknown": "A route that you are not on takes the lead.",
    "route.over": "{route} took the lead, but nobody there could receive it: it went on to the next route.",
    "route.over_unknown": (
        "Another route took it before, but nobody there could receive it.",
        "{n} other routes took it before, but nobody there could receive it.",
    ),
    "routes.why": "{routes}: {why}.",
    "routes.more": ("1 more route", "{n} more routes"),
    "routes.count": ("1 route", "{n} routes"),
    "routes.gone": ("a deleted route", "{n} deleted routes"),
    "route.verdict.paused": "paused",
    "route.verdict.source": "for other sources",
    "route.verdict.window": ("outside its hours", "outside their hours"),
    "route.verdict.conditions": (
        "asks for conditions that the lead does not meet",
        "ask for conditions that the lead does not meet",
    ),
    "route.verdict.agent": ("its agent is not available", "their agents are not available"),
    "route.verdict.overridden": ("overridden by a route that assigns at once",) * 2,
    "route.verdict.covers": "fits",
    "route.verdict.skipped": "the lead was there before it was handed over",
    "rule.round_robin": "Round robin",
    "rule.random": "Random",
    "rule.weighted_random": "Weighted random",
    "rule.jump_ball": "Jump ball",
    "rule.assign_to_agent": "Assign to agent",
    "rule.fair_share": "Exact percentages",
    "rule.least_loaded": "Least loaded",
    "choice.round_robin": "{rule}: it is {agent}'s turn; {last} was first with the lead before.",
    "choice.round_robin.start": "{rule}: it is {agent}'s turn; this is the route's first lead.",
    "choice.round_robin.later": "{rule}: after {last} it is {agent}'s turn.",
    "choice.owed": "{rule}: it is {agent}'s turn, out of order, because an earlier turn was given back.",
    "choice.random": ("{rule}: to {agent}, with nobody else in the draw.",
                      "{rule}: {agent} was drawn, with equal chances among {n}."),
    "choice.random.without": "{last} was not in the draw: they were first with the lead before.",
    "choice.weighted_random": (
        "{rule}: to {agent}, with nobody else in the draw.",
        "{rule}: {agent} was drawn, with a chance of {percent}%.",
    ),
    "choice.fair_share": "{rule}: of those who could receive it, {agent} was due the most ({due} leads).",
    "choice.fair_share.ahead": "{rule}: of those who could receive it, {agent} has had the least beyond their share.",
    "choice.least_loaded": "{rule}: of those who could receive it, {agent} owns the fewest open leads ({open}).",
    "choice.least_loaded.longest": (
        "{rule}: of those who could receive it, {agent} owns the fewest open leads ({open}), and has waited longest."
    ),
    "choice.least_loaded.turn": (
        "{rule}: nobody who could receive it owns fewer open leads than {agent} ({open}); "
        "among equals, it is their turn in the list."
    ),
    "choice.jump_ball": ("{rule}: offered to {agents} alone.", "{rule}: offered to {agents} together."),
    "choice.assign_to_agent": "{rule}: the lead is {agent}'s.",
    "choice.me": "{rule}: it is your turn.",
    "choice.me.jump_ball": (
        "{rule}: offered to you and one other person together.",
        "{rule}: offered to you and {n} others together.",
    ),
    "choice.me.jump_ball.alone": "{rule}: offered to you alone.",
    "choice.other.offered": ("The lead was offered to somebody else.", "The lead was offered to {n} others."),
    "choice.other.assigned": "The lead was assigned to somebody else.",
    "owner": "The lead goes to {agent}.",
    "owner.me": "The lead is yours.",
    "resort": "Nobody on the route could receive it: it goes to {agent}, as the route says.",
    "resort.me": "Nobody on the route could receive it: it is yours, as the route says.",
    "resort.other": "Nobody on the route could receive it: it goes to somebody else, as the route says.",
    "resort.returned": "gave it back already",
    "resort.absent": "{agent} should get what nobody takes, but could not: {why}.",
    "agents.why": "{agents}: {why}.",
    "agents.me": "You: {why}.",
    "agents.others": ("1 other was not available.", "{n} others were not available."),
    "agents.gone": ("somebody who has left the team", "{n} people who have left the team"),
    "agents.more": ("1 more person", "{n} more people"),
    "agent.verdict.chosen": "gets the lead",
    "agent.verdict.later": "waiting for a turn",
    "agent.verdict.not_a_member": "not in the team any more",
    "agent.verdict.not_signed_in": "not signed in yet",
    "agent.verdict.not_active": "no active account",
    "agent.verdict.tried": "asked already about this lead",
    "agent.verdict.limit_day": "day's limit reached",
    "agent.verdict.limit_week": "week's limit reached",
    "agent.verdict.limit_month": "month's limit reached",
    "agent.verdict.limit_open": "limit of open leads reached",
    "agent.verdict.missed": "paused after missing several in a row",
    "agent.verdict.paused_team": "paused by the team",
    "agent.verdict.paused_own": "own pause",
    "agent.verdict.hours": "off hours",
    "agent.verdict.shift": "not on shift",
    "reason.no_source": "It goes to the pool: it does not come from an active source.",
    "reason.no_route": "It goes to the pool: no route takes it at that moment.",
    "reason.nobody_eligible": "It goes to the pool: nobody could receive it.",
    "reason.unclaimed": "It goes to the pool: nobody is left to ask.",
    "reason.by_hand": "It goes to the pool, by hand.",
    "reason.released": "It goes to the pool: it was released.",
    "reason.given_back": "It goes to the pool: its owner gave it back.",
    "reason.member_removed": "It goes to the pool: its owner left the team.",
    "reason.routing_failed": "It goes to the pool: routing failed several times.",
    "reason.unreadable": "It goes to the pool: nobody was found in what was sent.",
    "reason.own_source": "It comes from a member's own source: no route has a say.",
    "routes_at": "On hold: it goes through routing again on {at}.",
}  # fmt: skip

LINT: dict[str, Text] = {
    "lint.no_routes": "There is no active route: whatever comes in goes to the pool.",
    "lint.source_without_route": "No active route takes the leads of {source}.",
    "lint.route_shadowed": "{route} is shadowed and never takes a lead: {above} takes all of it before.",
    "lint.route_shadowed.several": "{route} is shadowed and never takes a lead: {above} take all of it before.",
    "lint.route_unreachable.archived": "{route} can take no lead: all its sources are archived.",
    "lint.route_unreachable.owned": "{route} can take no lead: its active sources belong to members of the team.",
    "lint.route_unreachable.no_sources": "{route} can take no lead: there is no active source.",
    "lint.route_unreachable.over": "{route} can take no lead any more: its dates are over.",
    "lint.route_overridden": "{route} assigns at once, and overrides {others} where they meet.",
    "lint.hours_uncovered": "Leads of {sources} have no route at these hours: {times}.",
    "lint.hours_uncovered.always": (
        "Leads of {sources} have only special routes, or routes with conditions: whatever these leave goes to the pool."
    ),
    "lint.weights_not_100": "The percentages of {route} add up to {sum}, not 100.",
    "lint.no_eligible_agents.none": "{route} has no agents.",
    "lint.no_eligible_agents.inactive": "{route} has no active member.",
    "lint.no_eligible_agents.hours": "On {route} nobody has hours that meet the route's.",
    "lint.no_eligible_agents.paused": "On {route} everybody is paused, with no end.",
    "lint.window_without_agents": "{route} is open at hours at which none of its agents works: {times}.",
    "lint.chain_longer_than_window": (
        "On {route}, asking everybody takes {chain}, and the route is open for {open} at most: "
        "the last will be asked outside its hours."
    ),
    "sources.more": ("1 more source", "{n} more sources"),
    "times.span": "{days} {start}–{end}",
    "times.all_day": "{days} all day",
    "times.more": "and more",
    "days.run": "{first} to {last}",
    "days.every": "every day",
    **{f"day.{n}": name for n, name in enumerate(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
                                                 "Sunday"))},
    "length.minutes": "{minutes} min",
    "length.hours": "{hours} h",
    "length.both": "{hours} h {minutes} min",
}  # fmt: skip

CALENDAR: dict[str, Text] = {
    "calendar.title": "Relevo: {team}",
    "calendar.shift": "Shift: {route}",
    "calendar.shift_titled": "Shift: {title} ({route})",
    "calendar.task": "Task: {person}",
    "calendar.task_unnamed": "Task",
}

ENGLISH = Wording(
    texts=TRACE | LINT | MAIL | PAGE | FORM | CALENDAR,
    quotes="“{}”",
    decimal=".",
    conjunction=lambda _: "and",
    days=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    months=("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December"),
    date="{day} {number} {month} at {time}",
)  # fmt: skip
