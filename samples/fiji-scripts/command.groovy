#@ CommandService command
#@output ImagePlus image

// Runs a command with all its inputs by name; what is left out has its default.
import org.latentj.imagej.command.TextToImageCommand

def module = command.run(TextToImageCommand, true,
        "prompt", "an icon of a green leaf on a white background", "steps", 20, "seed", 42L).get()
image = module.getOutput("image")
