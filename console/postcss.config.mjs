// `light-dark()` follows the appearance that the person chose, also where it is not the device's.
export default { plugins: { 'postcss-preset-mantine': {} } }
