package org.latentj.maven.generate;

import java.nio.file.Path;
import org.latentj.maven.cache.PictureCache;
import org.latentj.maven.manifest.BuildExtras;
import org.latentj.maven.manifest.BuildProperties;

/**
 * How a run works.
 *
 * @param outputFolder pictures are written below it; created when needed
 * @param stateFolder remembers what is up to date; created when needed
 * @param lockFile the committed record
 * @param writesLock whether the lock file is read and written at all
 * @param cache of generated pictures
 * @param options where pictures are computed
 * @param models where models are that manifests name
 * @param properties that manifests may use
 * @param whenUnavailable what to do where nothing can generate
 * @param extras what the build says of all pictures
 */
public record GenerationSettings(
    Path outputFolder,
    Path stateFolder,
    Path lockFile,
    boolean writesLock,
    PictureCache cache,
    EngineOptions options,
    ModelLocator models,
    BuildProperties properties,
    WhenUnavailable whenUnavailable,
    BuildExtras extras) {}
