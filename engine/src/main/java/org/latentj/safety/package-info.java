/**
 * The safety checker of a model: pictures made ready for CLIP, its embeddings compared with known
 * concepts. Depends on {@code runtime} for the network and on {@code request} for what it reports.
 */
package org.latentj.safety;
