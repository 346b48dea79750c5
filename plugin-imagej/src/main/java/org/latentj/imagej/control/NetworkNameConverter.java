package org.latentj.imagej.control;

import org.scijava.convert.AbstractConverter;
import org.scijava.convert.Converter;
import org.scijava.plugin.Plugin;

/** Makes a ControlNet's name of a text, whether there is such a network or not. */
@Plugin(type = Converter.class)
public final class NetworkNameConverter extends AbstractConverter<String, NetworkName> {

  @Override
  @SuppressWarnings("unchecked")
  public <T> T convert(Object text, Class<T> type) {
    return (T) new NetworkName(text.toString());
  }

  @Override
  public Class<NetworkName> getOutputType() {
    return NetworkName.class;
  }

  @Override
  public Class<String> getInputType() {
    return String.class;
  }
}
