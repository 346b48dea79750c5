// Fetches Stable Diffusion v1-4 (4.3 GB), if it is not there yet, and draws with it. The argument is the licence that
// you have read and accept: creativeml-openrail-m. Without it, the macro ends and shows the terms.
model = "hf:CompVis/stable-diffusion-v1-4";
run("Manage Models...", "action=fetch model=[" + model + "] accept=[" + getArgument() + "]");
run("Text to Image...", "prompt=[a photograph of an astronaut riding a horse] seed=42 model=[" + model + "]");
