package org.latentj.imagej.control;

import org.scijava.convert.AbstractConverter;
import org.scijava.convert.Converter;
import org.scijava.plugin.Plugin;

/** Makes a control image's name of a text, whether there is such an image or not. */
@Plugin(type = Converter.class)
public final class HintNameConverter extends AbstractConverter<String, HintName> {

  @Override
  @SuppressWarnings("unchecked")
  public <T> T convert(Object text, Class<T> type) {
    return (T) new HintName(text.toString());
  }

  @Override
  public Class<HintName> getOutputType() {
    return HintName.class;
  }

  @Override
  public Class<String> getInputType() {
    return String.class;
  }
}
