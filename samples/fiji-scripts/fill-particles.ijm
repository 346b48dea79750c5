// Removes everything brighter than 200 from the active image, without a model.
setThreshold(200, 255);
run("Fill Selection...", "method=patchmatch maskFrom=Threshold inPlace");
resetThreshold();
