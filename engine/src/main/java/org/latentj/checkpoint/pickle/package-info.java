/**
 * An interpreter for the pickles that {@code torch.save} writes. It builds plain values and inert
 * placeholders and can call nothing but the three constructors that it knows; no class, method or
 * name of the JVM is ever looked up. Depends on {@code tensor}.
 */
package org.latentj.checkpoint.pickle;
