package org.latentj.models;

import java.nio.file.Path;
import java.util.Optional;
import org.latentj.models.source.ModelSource;

/**
 * A model that is on this machine and may be used.
 *
 * @param source how it was named
 * @param checkpoint its folder or file; empty for the model inside this library
 * @param tokenizer the tokenizer folder that goes with a single file, where one is known
 * @param revision the hub's commit, where there is one
 * @param license the identifier of a licence that binds its users, where one is known
 */
public record LocalModel(
    ModelSource source,
    Optional<Path> checkpoint,
    Optional<Path> tokenizer,
    Optional<String> revision,
    Optional<String> license) {}
