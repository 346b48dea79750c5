/** The Hugging Face hub: its listings, which files the engine needs, and its cache on disk. */
package org.latentj.models.hub;
