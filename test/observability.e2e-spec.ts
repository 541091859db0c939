import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { useService } from './support/use-service.js';

const root = join(import.meta.dirname, '..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

interface Alert {
  alert: string;
  expr: string;
  labels: { severity: string; complaint: string };
  annotations: { summary: string; runbook: string };
}
const { groups } = load(read('deploy/observability/alerts.yaml')) as { groups: { name: string; rules: Alert[] }[] };
const alerts = groups.flatMap(({ rules }) => rules);
const dashboard = JSON.parse(read('deploy/observability/dashboard.json')) as { panels: { targets?: { expr: string }[] }[] };
const drawn = dashboard.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));

const hasPromtool = spawnSync('promtool', ['--version']).status === 0;
const service = useService();

describe('The alerts', () => {
  it('each have a case that sets them off, and none goes off on a good day', () => {
    interface Case {
      name: string;
      alert_rule_test: [{ alertname: string; exp_alerts?: object[] }];
    }
    const { tests } = load(read('deploy/observability/alerts.test.yaml')) as { tests: Case[] };
    const [goodDay, ...others] = tests;
    const names = alerts.map(({ alert }) => alert);
    expect(goodDay!.alert_rule_test.map(({ alertname, exp_alerts }) => exp_alerts ?? alertname)).toEqual(names);
    expect(others.map(({ alert_rule_test: [{ alertname, exp_alerts = [] }] }) => exp_alerts.length === 1 && alertname)).toEqual(
      names,
    );
  });

  it('each belong to a complaint', () => {
    expect(groups.map(({ name }) => name)).toEqual(['inaccurate', 'slow', 'crashes']);
    for (const { name, rules } of groups) {
      for (const { labels } of rules)
        expect(labels).toEqual({ severity: expect.stringMatching(/^(page|ticket)$/), complaint: name });
    }
  });

  it('each lead to a paragraph that names them', () => {
    const paragraphs = new Map(
      read('docs/troubleshooting.md')
        .split(/\n### /)
        .slice(1)
        .map((text) => [
          text
            .split('\n', 1)[0]!
            .toLowerCase()
            .replaceAll(/[^a-z ]/g, '')
            .replaceAll(' ', '-'),
          text,
        ]),
    );
    for (const { alert, annotations } of alerts) {
      const [page, anchor = ''] = annotations.runbook.split('#');
      expect(page).toBe('docs/troubleshooting.md');
      expect([alert, paragraphs.get(anchor)]).toEqual([alert, expect.stringContaining(`\`${alert}\``)]);
    }
  });
});

(hasPromtool ? describe : describe.skip)('The files for Prometheus (skipped where promtool is not installed)', () => {
  it('are what it takes, and alerts go off when they should', () => {
    const folder = join(root, 'deploy/observability');
    const checked = execFileSync('promtool', ['check', 'rules', join(folder, 'alerts.yaml')], { encoding: 'utf8' });
    expect(checked).toContain(`SUCCESS: ${alerts.length} rules found`);
    execFileSync('promtool', ['test', 'rules', 'alerts.test.yaml'], { cwd: folder });
    execFileSync('promtool', ['check', 'config', '--syntax-only', join(folder, 'prometheus.yaml')]);
  });
});

describe('Alerts and dashboard', () => {
  it('ask for metrics only that the service has', async () => {
    const text = await (await fetch(`${service().url}/metrics`, { headers: service().credentials })).text();
    const told = new Set([...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name!));
    const asked = [...alerts.map(({ expr }) => expr), ...drawn].flatMap((expr) =>
      [...expr.matchAll(/\b(?:health_tracker|nodejs|process)_\w+/g)].map(([name]) => name.replace(/_(bucket|count|sum)$/, '')),
    );
    expect(asked.length).toBeGreaterThan(30);
    expect(asked.filter((name) => !told.has(name))).toEqual([]);
  });

  it('leave out nothing that the service counts', async () => {
    const text = await (await fetch(`${service().url}/metrics`, { headers: service().credentials })).text();
    const told = [...text.matchAll(/^# TYPE (health_tracker_\w+)/gm)].map(([, name]) => name!);
    expect(told.filter((name) => !drawn.some((expr) => expr.includes(name)))).toEqual([]);
  });
});
