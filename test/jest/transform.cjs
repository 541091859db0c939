// Everything becomes CommonJS, so Jest needs no --experimental-vm-modules and behaves the same on Node 20, 22, 24 and 26.
//   *.ts                 -> SWC (fast, no type check)
//   *.dto, *.controller  -> TypeScript with the @nestjs/swagger plugin (the options of `nest build`), then SWC; cached by Jest
//   ES modules of others -> SWC (Nest 12 ships no CommonJS)
//   CommonJS             -> untouched
const { createHash } = require('node:crypto');
const { existsSync, readFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const { createTransformer } = require('@swc/jest');

const root = join(__dirname, '..', '..');
const readJson = (file) => JSON.parse(readFileSync(join(root, file), 'utf8'));
const { $schema: _schema, ...swcrc } = readJson('.swcrc');
const pluginOptions = readJson('nest-cli.json').compilerOptions.plugins[0].options;
const pluggedSuffixes = [...pluginOptions.dtoFileNameSuffix, ...pluginOptions.controllerFileNameSuffix];
const common = { swcrc: false, sourceMaps: 'inline', module: { type: 'commonjs' } };
const fromTypeScript = createTransformer({ ...swcrc, ...common });
const fromEsm = createTransformer({
  ...common,
  inputSourceMap: true,
  jsc: { target: 'es2022', parser: { syntax: 'ecmascript' } },
});

const esmFolders = new Map();
function isEsmFolder(folder) {
  let answer = esmFolders.get(folder);
  if (answer === undefined) {
    const manifest = join(folder, 'package.json');
    const parent = dirname(folder);
    answer = existsSync(manifest)
      ? JSON.parse(readFileSync(manifest, 'utf8')).type === 'module'
      : parent !== folder && isEsmFolder(parent);
    esmFolders.set(folder, answer);
  }
  return answer;
}

function kindOf(file) {
  if (/\.[mc]?ts$/.test(file)) {
    return !file.includes('/node_modules/') && pluggedSuffixes.some((suffix) => file.endsWith(suffix)) ? 'plugged' : 'typescript';
  }
  return file.endsWith('.mjs') || (file.endsWith('.js') && isEsmFolder(dirname(file))) ? 'esm' : 'commonjs';
}

let program, before;
function emitWithPlugin(file, source) {
  const ts = require('typescript');
  if (program?.getSourceFile(file)?.text !== source) {
    const config = ts.getParsedCommandLineOfConfigFile(
      join(root, 'tsconfig.build.json'),
      { sourceMap: false, inlineSourceMap: true, inlineSources: true },
      { ...ts.sys, onUnRecoverableConfigFileDiagnostic() {} },
    );
    program = ts.createProgram(config.fileNames, config.options, undefined, program);
    before = [require('@nestjs/swagger/plugin').before(pluginOptions, program)];
  }
  let code;
  const keep = (name, text) => {
    if (name.endsWith('.js')) code = text;
  };
  program.emit(program.getSourceFile(file), keep, undefined, false, { before });
  return code;
}

const configuration = createHash('sha1')
  .update(readFileSync(__filename))
  .update(JSON.stringify([swcrc, pluginOptions]))
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex');

/** Relative imports name the `.js` that the build makes; here there is only the `.ts`, for Jest's resolver as for Node's in the global set-up. */
function withoutExtensions(transformed) {
  return { ...transformed, code: transformed.code.replace(/(require|import)\("(\.{1,2}\/[^"]+)\.js"\)/g, '$1("$2")') };
}

module.exports = {
  canInstrument: false,
  process(source, file, options) {
    switch (kindOf(file)) {
      case 'plugged':
        return withoutExtensions(fromEsm.process(emitWithPlugin(file, source), file, options));
      case 'typescript':
        return withoutExtensions(fromTypeScript.process(source, file, options));
      case 'esm':
        return fromEsm.process(source, file, options);
      default:
        return { code: source };
    }
  },
  getCacheKey(source, file, options) {
    const parts = [kindOf(file), configuration, source, file, options.configString, process.version];
    return createHash('sha1').update(parts.join('\0')).digest('hex');
  },
};
