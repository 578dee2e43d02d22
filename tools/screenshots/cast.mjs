// Who is in the pictures: four drawn people and the rooms they sit in.

/** @typedef {{name: string, wall: [string, string], skin: string, hair: string, shirt: string, style: string, prop: string, glasses?: boolean}} Role */

/** @type {Role[]} */
export const cast = [
  { name: 'Ann Okafor', wall: ['#e7d7c1', '#c9a982'], skin: '#8d5a3b', hair: '#2a1b15', shirt: '#1f7a82', style: 'curls', prop: 'plant' },
  { name: 'Ben Lindqvist', wall: ['#b9cdd6', '#7f9dac'], skin: '#f0c6a2', hair: '#b9813c', shirt: '#34495e', style: 'short', prop: 'shelf', glasses: true },
  { name: 'Carla Méndez', wall: ['#dcc8d6', '#a98aa3'], skin: '#d9a37c', hair: '#3b241b', shirt: '#e0a93f', style: 'long', prop: 'window' },
  { name: 'Dan Tanaka', wall: ['#cbd8c2', '#8fa886'], skin: '#e8bd94', hair: '#1f1c1d', shirt: '#a44a3f', style: 'side', prop: 'picture' },
];
