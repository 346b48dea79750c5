package org.latentj.imagej.pixels;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.LUT;
import java.util.ArrayList;
import java.util.List;

/** Copies of images with all that belongs to them. The selection stays where it is. */
public final class Copies {
  private Copies() {}

  /**
   * The positions of an image: what is displayed at once.
   *
   * @param wholeStack all of them; else the current one only
   * @return stack indices from 1; of a composite, those of its first channel
   */
  public static List<Integer> positions(ImagePlus image, boolean wholeStack) {
    if (!wholeStack) {
      return List.of(image.getCurrentSlice());
    }
    int channels = DeepSlices.isMerged(image) ? image.getNChannels() : 1;
    List<Integer> positions = new ArrayList<>();
    for (int index = 1; index <= image.getStackSize(); index += channels) {
      positions.add(index);
    }
    return positions;
  }

  /**
   * A copy with pixels, display, calibration, overlay and properties.
   *
   * @param wholeStack all slices; else the current position only, of a composite with all channels
   */
  public static ImagePlus of(ImagePlus image, boolean wholeStack, String title) {
    boolean all = wholeStack || image.getStackSize() == 1;
    List<Integer> planes = all ? positionsOfAll(image) : currentPlanes(image);
    ImageStack stack = new ImageStack(image.getWidth(), image.getHeight());
    for (int plane : planes) {
      stack.addSlice(
          image.getStack().getSliceLabel(plane), Pictures.plane(image, plane).duplicate());
    }
    ImagePlus copy = new ImagePlus(title, stack);
    if (all) {
      copy.setDimensions(image.getNChannels(), image.getNSlices(), image.getNFrames());
      copy.setOpenAsHyperStack(image.isHyperStack());
    } else {
      copy.setDimensions(planes.size(), 1, 1);
    }
    if (image instanceof CompositeImage composite && copy.getNChannels() > 1) {
      copy = composite(copy, composite);
    } else {
      copyRange(image, copy);
    }
    copyAttributes(image, copy);
    return copy;
  }

  private static List<Integer> positionsOfAll(ImagePlus image) {
    List<Integer> planes = new ArrayList<>();
    for (int index = 1; index <= image.getStackSize(); index++) {
      planes.add(index);
    }
    return planes;
  }

  private static List<Integer> currentPlanes(ImagePlus image) {
    if (!DeepSlices.isMerged(image)) {
      return List.of(image.getCurrentSlice());
    }
    List<Integer> planes = new ArrayList<>();
    for (int channel = 1; channel <= image.getNChannels(); channel++) {
      planes.add(image.getStackIndex(channel, image.getSlice(), image.getFrame()));
    }
    return planes;
  }

  private static ImagePlus composite(ImagePlus copy, CompositeImage from) {
    CompositeImage made = new CompositeImage(copy, from.getMode());
    LUT[] luts = new LUT[from.getNChannels()];
    for (int channel = 1; channel <= luts.length; channel++) {
      luts[channel - 1] = (LUT) from.getChannelLut(channel).clone();
    }
    made.setLuts(luts);
    boolean[] active = from.getActiveChannels();
    System.arraycopy(active, 0, made.getActiveChannels(), 0, active.length);
    return made;
  }

  private static void copyRange(ImagePlus from, ImagePlus to) {
    if (from.getBitDepth() == 16 || from.getBitDepth() == 32) {
      to.getProcessor().setMinAndMax(from.getDisplayRangeMin(), from.getDisplayRangeMax());
    }
  }

  /** Calibration, overlay and properties, info included. */
  public static void copyAttributes(ImagePlus from, ImagePlus to) {
    to.setCalibration(from.getCalibration().copy());
    if (from.getOverlay() != null) {
      to.setOverlay(from.getOverlay().duplicate());
    }
    String info = from.getInfoProperty();
    if (info != null) {
      to.setProperty(ResultImages.INFO, info);
    }
    String[] properties = from.getPropertiesAsArray();
    if (properties != null) {
      to.setProperties(properties);
    }
  }
}
