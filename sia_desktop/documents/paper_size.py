"""The sheet that notes are printed on, and its margins."""

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm

PAGE_WIDTH, PAGE_HEIGHT = (float(side) for side in A4)
LEFT = 22 * float(mm)
WIDTH = PAGE_WIDTH - 2 * LEFT
TOP = PAGE_HEIGHT - 18.5 * float(mm)
BOTTOM = 16.5 * float(mm)
