"""Tell people at the terminal what to do with a running stack."""

import base64
from textwrap import dedent, indent

from local.stack_file import Stack, Webhook


def guide(stack: Stack) -> str:
    """Return addresses, people, and the first things to try."""
    width = max(len(user["email"]) for user in stack["users"])
    people = "\n".join(f"  {user['email']:<{width}}  {user['role']}" for user in stack["users"])
    webhook = next((webhook for webhook in stack["webhooks"] if webhook["kind"] == "standard"), None)
    smtp = f"\nSMTP     {stack['smtp']}  (mail to sources)" if stack["smtp"] else ""
    parts = [
        f"Console  {stack['console']}\nAPI      {stack['api']}\nMails    {stack['console']}/outbox{smtp}",
        f"Sign in with the password {stack['users'][0]['password']} as\n{people}",
        "Next\n  make lead              post another signed lead (SOURCE='Portal Casas' for another source)\n"
        "  make mail FILE=a.eml   send a file, as it is, to the source for mails\n"
        "  make watch LEAD=<id>   follow one lead\n"
        "  make down              stop, keeping the data (Ctrl-C after `make run`); `make reset` forgets it",
    ]
    if webhook:
        parts.append("Or post one yourself:\n" + indent(signed_curl(stack["api"], webhook), "  "))
    return "\n\n".join(parts)


def signed_curl(api: str, webhook: Webhook) -> str:
    """Return shell lines that sign and post a lead with openssl and curl only."""
    key = base64.b64decode(webhook["secret"].removeprefix("whsec_")).hex()
    return dedent(f"""\
        ID=demo-$RANDOM$RANDOM AT=$(date +%s)
        BODY='{{"contact":{{"first_name":"Ada","emails":["ada@example.com"]}},"message":"Hola"}}'
        SIGNATURE=$(printf %s "$ID.$AT.$BODY" | openssl dgst -sha256 -mac HMAC -macopt hexkey:{key} -binary | base64)
        curl -sS {api}{webhook["path"]} -H 'content-type: application/json' -H "webhook-id: $ID" \\
          -H "webhook-timestamp: $AT" -H "webhook-signature: v1,$SIGNATURE" -d "$BODY"
        """)
