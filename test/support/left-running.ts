import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** A helper of a server that was stopped may need a moment to go. */
const patience = 3000;

/**
 * Kills the processes that still work in a directory: where they stand, or what they were started with, names it.
 * Answers their command lines.
 */
export async function endProcessesOf(directory: string): Promise<string[]> {
  for (const end = Date.now() + patience; processesOf(directory).length > 0 && Date.now() < end; ) await sleep(100);
  const left = processesOf(directory);
  for (const { pid } of left) process.kill(pid, 'SIGKILL');
  return left.map(({ command }) => command);
}

function processesOf(directory: string): { pid: number; command: string }[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap(name => {
      const command = read(() => readFileSync(`/proc/${name}/cmdline`, 'utf8'));
      const told = [
        command,
        read(() => readlinkSync(`/proc/${name}/cwd`)),
        read(() => readFileSync(`/proc/${name}/environ`, 'utf8')),
      ];
      return told.some(text => text.includes(directory))
        ? [{ pid: Number(name), command: command.replaceAll('\0', ' ').trim() }]
        : [];
    });
}

/** A process may end while it is looked at, or belong to another user. */
function read(from: () => string): string {
  try {
    return from();
  } catch {
    return '';
  }
}
