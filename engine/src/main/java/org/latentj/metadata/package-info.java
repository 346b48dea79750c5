/**
 * Generation parameters as text, in the form that A1111's stable-diffusion-webui writes into
 * picture files and that other tools read. Depends on the JDK only.
 */
package org.latentj.metadata;
