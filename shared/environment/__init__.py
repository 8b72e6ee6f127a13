"""Environment variables of the functions, typed: `infra` writes them, functions read them.

One class per function, so that each gets only the variables it uses. A field's name is the variable's name. The modules
are those of `infra/wiring`, so that a function's start makes the classes of its neighbours at most.
"""
