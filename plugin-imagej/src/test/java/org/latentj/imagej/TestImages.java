package org.latentj.imagej;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;
import ij.process.ShortProcessor;
import java.awt.Color;
import java.util.Random;
import java.util.function.Supplier;

/** Images of every type with noise in them, with calibration, info and properties. */
public enum TestImages {
  /** 8 bit. */
  BYTE(() -> new ImagePlus("", noise(new ByteProcessor(72, 64), 256))),
  /** 8 bit with a colour lookup table. */
  BYTE_FIRE(
      () -> {
        ImageProcessor bytes = noise(new ByteProcessor(72, 64), 256);
        bytes.setLut(LUT.createLutFromColor(Color.MAGENTA));
        return new ImagePlus("", bytes);
      }),
  /** 8 bit with a palette. */
  PALETTE(
      () -> {
        ImageProcessor bytes = noise(new ByteProcessor(72, 64), 256);
        byte[][] rgb = new byte[3][256];
        Random random = new Random(5);
        for (byte[] channel : rgb) {
          random.nextBytes(channel);
        }
        bytes.setLut(new LUT(rgb[0], rgb[1], rgb[2]));
        return new ImagePlus("", bytes);
      }),
  /** 16 bit. */
  SHORT(
      () -> {
        ImageProcessor shorts = noise(new ShortProcessor(72, 64), 65536);
        shorts.setMinAndMax(1000, 20000);
        return new ImagePlus("", shorts);
      }),
  /** 32 bit, with a pixel that is no number. */
  FLOAT(
      () -> {
        ImageProcessor floats = noise(new FloatProcessor(72, 64), 1000);
        floats.setf(3, Float.intBitsToFloat(0x7fc00123));
        floats.setMinAndMax(-10, 500);
        return new ImagePlus("", floats);
      }),
  /** RGB. */
  RGB(() -> new ImagePlus("", noise(new ColorProcessor(72, 64), 1 << 24))),
  /** Two channels of 16 bits, displayed together. */
  COMPOSITE(
      () -> {
        ImageStack stack = new ImageStack(72, 64);
        stack.addSlice(noise(new ShortProcessor(72, 64), 4096));
        stack.addSlice(noise(new ShortProcessor(72, 64), 4096));
        ImagePlus image = new ImagePlus("", stack);
        image.setDimensions(2, 1, 1);
        CompositeImage composite = new CompositeImage(image, CompositeImage.COMPOSITE);
        LUT green = LUT.createLutFromColor(Color.GREEN);
        LUT magenta = LUT.createLutFromColor(Color.MAGENTA);
        green.max = 4095;
        magenta.max = 4095;
        composite.setLuts(new LUT[] {green, magenta});
        return composite;
      }),
  /** A hyperstack of 8 bits: 2 channels in grey, 3 slices, 2 frames. */
  HYPERSTACK(
      () -> {
        ImageStack stack = new ImageStack(72, 64);
        for (int i = 0; i < 12; i++) {
          stack.addSlice("label " + i, noise(new ByteProcessor(72, 64), 256));
        }
        ImagePlus image = new ImagePlus("", stack);
        image.setDimensions(2, 3, 2);
        image.setOpenAsHyperStack(true);
        image.setPosition(1, 2, 1);
        return image;
      });

  private final Supplier<ImagePlus> maker;

  TestImages(Supplier<ImagePlus> maker) {
    this.maker = maker;
  }

  /** A new one. */
  public ImagePlus make() {
    ImagePlus image = maker.get();
    image.setTitle(name().toLowerCase(java.util.Locale.ROOT) + ".tif");
    image.getCalibration().pixelWidth = 0.25;
    image.getCalibration().setUnit("um");
    image.setProperty("Info", "Objective: 63x");
    image.setProp("Stain", "DAPI");
    return image;
  }

  private static ImageProcessor noise(ImageProcessor processor, int range) {
    Random random = new Random(processor.getBitDepth());
    for (int i = 0; i < processor.getPixelCount(); i++) {
      int value = random.nextInt(range);
      if (processor instanceof FloatProcessor) {
        processor.setf(i, value + 0.5f);
      } else {
        processor.set(i, value);
      }
    }
    return processor;
  }

  /** The bits of all planes, a row each. */
  public static int[][] bits(ImagePlus image) {
    int[][] bits = new int[image.getStackSize()][];
    for (int plane = 0; plane < bits.length; plane++) {
      ImageProcessor processor =
          image.getStackSize() == 1
              ? image.getProcessor()
              : image.getStack().getProcessor(plane + 1);
      bits[plane] = new int[processor.getPixelCount()];
      for (int i = 0; i < bits[plane].length; i++) {
        bits[plane][i] =
            processor instanceof FloatProcessor
                ? Float.floatToRawIntBits(processor.getf(i))
                : processor.get(i);
      }
    }
    return bits;
  }
}
