package org.latentj.maven.worker;

import java.util.OptionalLong;
import org.latentj.ImageGenerator;
import org.latentj.ModelInfo;
import org.latentj.ModelReference;

/**
 * A model that requests can be made of.
 *
 * @param generator serves them; whoever asked for the model closes it, which leaves the model
 *     loaded
 * @param reference names the model
 * @param info what it is and where it runs
 * @param process its id
 */
public record LoadedModel(
    ImageGenerator generator, ModelReference reference, ModelInfo info, OptionalLong process) {}
