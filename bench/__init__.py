"""How fast pages are verified, built and served: ratios against others' tools, both measured in one run.

A benchmark is a module whose docstring says what is compared and why that is fair, with a function
`measure(scale, work)` that yields rows in the folder `work`, which is its own and goes away. `__main__` lists them.
"""
