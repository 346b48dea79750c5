package org.latentj.imagej.model;

import org.scijava.convert.AbstractConverter;
import org.scijava.convert.Converter;
import org.scijava.plugin.Plugin;

/** Makes a model to manage of a text, whether there is such a model or not. */
@Plugin(type = Converter.class)
public final class ManagedModelConverter extends AbstractConverter<String, ManagedModel> {

  @Override
  @SuppressWarnings("unchecked")
  public <T> T convert(Object text, Class<T> type) {
    return (T) new ManagedModel(text.toString());
  }

  @Override
  public Class<ManagedModel> getOutputType() {
    return ManagedModel.class;
  }

  @Override
  public Class<String> getInputType() {
    return String.class;
  }
}
