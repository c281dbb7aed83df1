import { purchase } from '../customer.ts'
import { given, type Situation } from '../given.ts'

/** Distances on the sphere of the mean radius, 6,371.0088 km; polygons in the plane, their edges inside. */
export const places: readonly Situation[] = [
  ...given('a home in the old town of Prague', { attributes: { home: [50.087, 14.421] } }, [
    ['home within 25km of (50.08, 14.43)', true],
    ['home within 1km of (50.08, 14.43)', false],
    ['home within 1.1km of (50.08, 14.43)', true],
    ['home within 0.001km of (50.087, 14.421)', true],
    // Brno is 185 km away.
    ['home within 180km of (49.1951, 16.6068)', false],
    ['home within 190km of (49.1951, 16.6068)', true],
    ['home inside place(prague)', true],
    ['home inside place(triangle)', false],
    ['not home inside place(triangle)', true],
    ['home is known', true],
    // The other side of the Earth is 20,015 km away.
    ['home within 20000km of (-50.087, -165.579)', false],
    ['home within 20000km of (-50, -165)', true],
  ]),
  ...given('a home on the western edge of Prague', { attributes: { home: [50.0, 14.22] } }, [
    ['home inside place(prague)', true],
  ]),
  ...given('a home on a corner of Prague', { attributes: { home: [50.18, 14.71] } }, [
    ['home inside place(prague)', true],
  ]),
  ...given('a home a millionth of a degree outside Prague', { attributes: { home: [50.0, 14.219999] } }, [
    ['home inside place(prague)', false],
  ]),
  ...given('a home level with the corners, outside', { attributes: { home: [50.18, 14.0] } }, [
    ['home inside place(prague)', false],
  ]),
  ...given('a home on a slanted edge', { attributes: { home: [0.15, 0.05] } }, [
    ['home inside place(triangle)', true],
    ['home inside place(prague)', false],
  ]),
  ...given('a home beside the slanted edge', { attributes: { home: [0.15, 0.049999] } }, [
    ['home inside place(triangle)', false],
  ]),
  ...given('a home at the apex', { attributes: { home: [0.3, 0.1] } }, [
    ['home inside place(triangle)', true],
  ]),
  ...given('a home level with the apex', { attributes: { home: [0.3, 0.0] } }, [
    ['home inside place(triangle)', false],
  ]),
  ...given('a home where the bow tie is knotted', { attributes: { home: [2, 2] } }, [
    ['home inside place(bow_tie)', true],
  ]),
  // Its wings lie to the north and to the south of the knot.
  ...given('a home in a wing of the bow tie', { attributes: { home: [3.5, 2] } }, [
    ['home inside place(bow_tie)', true],
  ]),
  ...given('a home between the wings of the bow tie', { attributes: { home: [2, 3.5] } }, [
    ['home inside place(bow_tie)', false],
  ]),
  ...given('a home by the antimeridian', { attributes: { home: [0, 179.99] } }, [
    ['home within 3km of (0, -179.99)', true],
    ['home within 2km of (0, -179.99)', false],
  ]),
  ...given('a home at the pole', { attributes: { home: [90, 0] } }, [
    ['home within 1km of (90, 135)', true],
    ['home within 112km of (89, -77)', true],
    ['home within 111km of (89, -77)', false],
  ]),
  ...given('a home in the Gulf of Guinea', { attributes: { home: [0, 0] } }, [
    ['home inside place(triangle)', true],
    ['home within 111.2km of (1, 0)', true],
    ['home within 111.1km of (1, 0)', false],
    ['home within 111.2km of (0, -1)', true],
  ]),
  ...given(
    'shops of purchases',
    {
      events: [
        purchase('2d', { shop: [50.08, 14.43] }),
        purchase('1d', { shop: [49.1951, 16.6068] }),
        purchase('1h'),
      ],
    },
    [
      ['count(purchase where shop inside place(prague))', 1],
      ['count(purchase where shop within 300km of (50.08, 14.43))', 2],
      ['count(purchase where not shop inside place(prague))', 2],
      ['count(purchase where shop is known)', 2],
    ],
  ),
]
