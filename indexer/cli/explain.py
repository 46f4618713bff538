"""How a query was read, drawn as a tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from rich.tree import Tree

from indexer.cli.text import one_line
from indexer.query.tree import And, Not, Or

if TYPE_CHECKING:
    from indexer.query.plan import Plan
    from indexer.query.tree import Node

__all__ = ["plan_tree"]


def plan_tree(plan: Plan) -> Tree:
    """Draw the tree that a report must satisfy, with the notices about the query at its root."""
    tree = Tree(_label(plan.tree))
    for child in _children(plan.tree):
        _grow(tree, child)
    for notice in plan.notices:
        tree.add(Text(f"注意：{one_line(notice.text)}", style="yellow"))
    return tree


def _grow(tree: Tree, node: Node) -> None:
    branch = tree.add(_label(node))
    for child in _children(node):
        _grow(branch, child)


def _children(node: Node) -> tuple[Node, ...]:
    match node:
        case And() | Or():
            return tuple(node.children)
        case Not():
            return (node.child,)
        case _:
            return ()


def _label(node: Node) -> Text:
    """The kind of a node and, for a leaf, what it looks for."""
    label = Text(type(node).__name__, style="bold")
    for name in node.__struct_fields__ if not _children(node) else ():
        label.append(f"  {name} ", style="dim")
        label.append(one_line(str(getattr(node, name))), style="cyan")
    return label
