#@ StableDiffusionService sd
#@ ImagePlus image
#@ String (value="a red star on a white background") prompt
#@output ImagePlus result

// Repaints the selection of an image with four seeds, and gives the results as one stack.
import ij.ImagePlus
import ij.ImageStack
import org.latentj.inpaint.InpaintingOptions
import org.latentj.request.Settings

def stack = new ImageStack(image.width, image.height)
(1..4).each { seed ->
    def settings = Settings.builder().steps(20).seed(seed).build()
    def options = InpaintingOptions.builder().settings(settings).build()
    def repainted = sd.inpaint(image, prompt, options)
    stack.addSlice(repainted.getProcessor())
    stack.setSliceLabel('seed ' + seed, seed)
}
result = new ImagePlus("candidates", stack)
