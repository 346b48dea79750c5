/** Turns a single-file checkpoint into a folder in the diffusers layout. */
package org.latentj.models.convert;
