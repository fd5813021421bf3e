"""The stall: a picture of somebody's business, drawn from a few values.

`stall.stall_of` returns the values, `stall_picture` draws them, `svg.svg_of` writes the drawing as a file. Screens
show the files of `canvas.drawing.sprites`; paper takes the marks of the picture.
"""
