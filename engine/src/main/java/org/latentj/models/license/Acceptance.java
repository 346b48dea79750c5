package org.latentj.models.license;

import java.time.Instant;

/**
 * One accepted licence.
 *
 * @param license its identifier
 * @param model for which model, as {@code hf:owner/name}
 * @param revision the model's commit, or what is known instead
 * @param date when
 * @param way how: {@code dialog}, {@code configuration}
 */
public record Acceptance(String license, String model, String revision, Instant date, String way) {}
