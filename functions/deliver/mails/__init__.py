"""Send mails to members by SES."""
