/**
 * From a request to a picture: prompts become conditioning, a starting point is chosen, the sampler
 * walks, the VAE decodes. Depends on everything below it: {@code request}, {@code runtime}, {@code
 * sampler}, {@code noise}, {@code prompt}, {@code text}, {@code image}, {@code metadata}, {@code
 * model} and {@code tensor}.
 */
package org.latentj.pipeline;
