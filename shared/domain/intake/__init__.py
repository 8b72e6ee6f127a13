"""Turn an inquiry into a lead: recognise the person, admit or join, fetch details, answer a repeat.

What arrives here is already parsed; formats and signatures of providers belong in `functions/ingest`.
Where the new lead goes belongs in `routing`.
"""
