// Repaints an oval of the active image. All other pixels keep their bits.
makeOval(40, 36, 48, 48);
run("Inpaint Selection...", "prompt=[a red star on a white background] steps=20 seed=7 changeMask");
