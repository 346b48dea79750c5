/**
 * The published Stable Diffusion models: where they are, hashes, licences, recommended settings.
 */
package org.latentj.models.known;
