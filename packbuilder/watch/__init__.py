"""Watching: after each save what it concerns is made again, delivered and told as events, to whomever shows them.

It knows no terminal. `Watcher` makes, and tells `events`; `gallery` keeps what a page in the browser shows of them, and
`page_server` serves it from a process of its own.
"""
