package org.latentj.imagej.model;

import org.scijava.convert.AbstractConverter;
import org.scijava.convert.Converter;
import org.scijava.plugin.Plugin;

/**
 * Makes a model's name of a text, whether there is such a model or not: the command will say so.
 */
@Plugin(type = Converter.class)
public final class ModelNameConverter extends AbstractConverter<String, ModelName> {

  @Override
  @SuppressWarnings("unchecked")
  public <T> T convert(Object text, Class<T> type) {
    return (T) new ModelName(text.toString());
  }

  @Override
  public Class<ModelName> getOutputType() {
    return ModelName.class;
  }

  @Override
  public Class<String> getInputType() {
    return String.class;
  }
}
