package org.latentj.models.hub;

import java.util.List;
import org.latentj.models.source.HubSource;

/**
 * What is on this machine of a repository, whole or not.
 *
 * @param source how to name it as a folder
 * @param singleFiles its single-file checkpoints
 * @param bytes what it takes on disk
 */
public record StoredRepository(HubSource source, List<String> singleFiles, long bytes) {}
