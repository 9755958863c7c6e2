// Runs discord-digital-twin until standard input ends. First it writes where it is and what is
// there; then, for each line {"call": NAME, ...} it reads, it writes what came of it. The
// argument is the folder whose node_modules has the package.
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'

const twin = pathToFileURL(`${process.argv[2]}/node_modules/discord-digital-twin/dist/index.js`)
const { DigitalDiscord } = await import(twin.href)

const ids = { general: '1160000000000000001', direct: '1160000000000000002', user: '1160000000000000003', bot: '1160000000000000004' }
const discord = new DigitalDiscord({
  channels: [{ id: ids.general, name: 'general', type: 0 }],
  users: [{ id: ids.user, username: 'reader' }],
  botUser: { id: ids.bot, username: 'briefbot' },
  botToken: 'token-of-the-twin',
})

const calls = {
  say: ({ channel, text, replyTo }) =>
    discord.channel(channel).user(ids.user).sendMessage({
      content: text,
      messageReference: replyTo ? { message_id: replyTo, channel_id: channel } : undefined,
    }),
  command: ({ channel, name, options }) => discord.channel(channel).user(ids.user).runSlashCommand({ name, options }),
  press: ({ channel, message, button }) => discord.channel(channel).user(ids.user).clickButton({ messageId: message, customId: button }),
  messages: ({ channel }) => discord.channel(channel).getMessages(),
  threads: ({ channel }) => discord.channel(channel).getThreads(),
  interaction: ({ id }) => discord.channel(ids.general).getInteractionResponse(id),
  commands: () => discord.prisma.applicationCommand.findMany(),
  cut: () => discord.server.gateway.clients.forEach((client) => client.ws.terminate()),
}

await discord.start()
await discord.prisma.channel.create({ data: { id: ids.direct, type: 1, name: '' } })
const write = (value) => process.stdout.write(JSON.stringify(value ?? null) + '\n')
write({ ...ids, url: `${discord.restUrl}/v10`, token: discord.botToken, guild: discord.guildId })
for await (const line of createInterface({ input: process.stdin })) {
  const { call, ...args } = JSON.parse(line)
  try {
    write({ result: (await calls[call](args)) ?? null })
  } catch (error) {
    write({ error: String(error) })
  }
}
process.exit(0)
