package org.latentj.imagej.control;

import ij.ImagePlus;
import java.util.Collection;
import java.util.Optional;
import org.scijava.convert.AbstractConverter;
import org.scijava.convert.Converter;
import org.scijava.plugin.Plugin;

/** Lets scripts give a control image itself: without a screen none has a window to be found by. */
@Plugin(type = Converter.class)
public final class HintImageConverter extends AbstractConverter<ImagePlus, HintName> {

  @Override
  @SuppressWarnings("unchecked")
  public <T> T convert(Object image, Class<T> type) {
    ImagePlus given = (ImagePlus) image;
    return (T) new HintName(given.getTitle(), Optional.of(given));
  }

  /** Dialogs offer titles already. */
  @Override
  public void populateInputCandidates(Collection<Object> objects) {}

  @Override
  public Class<HintName> getOutputType() {
    return HintName.class;
  }

  @Override
  public Class<ImagePlus> getInputType() {
    return ImagePlus.class;
  }
}
