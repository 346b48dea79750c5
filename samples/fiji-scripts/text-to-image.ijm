// Makes a picture from a text with the embedded model, and saves it with its parameters.
// Output: the folder to save into, the macro's argument.
folder = getArgument();
run("Text to Image...", "prompt=[a fluorescence micrograph of dense round blue nuclei] steps=20 seed=7");
run("Save with Parameters...", "file=[" + folder + "/nuclei.png]");
