/** The library's front door: load a model, hand it a request, get a picture. */
package org.latentj;
