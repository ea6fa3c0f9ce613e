import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post } from "@nestjs/common";
import { ApiOperation, ApiTags } from "@nestjs/swagger";
import { Actor, createKey, For, listKeys, revokeKey, type ApiKey } from "#access";
import { Problem } from "#platform";
import { CONSOLE_OPTIONS, type ConsoleOptions } from "../console-options.ts";
import { Answers, Refuses, TakesBody, TakesId } from "../http/describe.ts";
import { ValidationPipe } from "../http/validation.pipe.ts";
import { createdKeySchema, keyBody, keyListSchema, type KeyBody, type KeyView } from "./access-schemas.ts";

const present = ({ id, name, role, integrations, createdAt, expiresAt, revokedAt }: ApiKey): KeyView => ({
  id,
  name,
  role,
  ...(integrations && { integrations }),
  createdAt: createdAt.toISOString(),
  ...(expiresAt && { expiresAt: expiresAt.toISOString() }),
  ...(revokedAt && { revokedAt: revokedAt.toISOString() }),
});

/** Keys of programs. */
@ApiTags("access")
@Controller("api/v1/keys")
export class KeysController {
  constructor(@Inject(CONSOLE_OPTIONS) private readonly options: ConsoleOptions) {}

  @For("auditor")
  @Get()
  @ApiOperation({ summary: "Every key, without its secret" })
  @Answers("All of them, newest first.", keyListSchema)
  async list() {
    return { items: (await listKeys(this.options.pool)).map(present) };
  }

  @For("admin")
  @Post()
  @ApiOperation({ summary: "Makes a key; its secret is shown once" })
  @TakesBody(keyBody)
  @Answers("The key.", createdKeySchema, 201)
  @Refuses({ 400: "The body cannot be used." })
  async create(@Body(new ValidationPipe(keyBody)) body: KeyBody, @Actor() by: string) {
    const { name, role, integrations = null, expiresAt = null } = body;
    const { secret, ...key } = await createKey(
      this.options.pool,
      { name, role, integrations, expiresAt },
      by,
    );
    return { ...present(key), secret };
  }

  @For("admin")
  @Delete(":id")
  @HttpCode(204)
  @ApiOperation({ summary: "Ends a key for good" })
  @TakesId("The key's id.")
  @Refuses({ 404: "There is no such key, or it has ended already." })
  async revoke(@Param("id") id: string, @Actor() by: string): Promise<void> {
    if (!(await revokeKey(this.options.pool, id, by)))
      throw new Problem(404, `There is no key ${JSON.stringify(id)} that still opens anything.`);
  }
}
