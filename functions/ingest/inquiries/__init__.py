"""Make inquiries: request bodies, fields that are collected one by one, and the domain's record of both."""
