import { Body, Controller, Get, Inject, Param, Patch, Post } from "@nestjs/common";
import { ApiOperation, ApiTags } from "@nestjs/swagger";
import { Actor, changeAccount, createAccount, For, listAccounts, type Account } from "#access";
import { explain, isUserError, Problem } from "#platform";
import { CONSOLE_OPTIONS, type ConsoleOptions } from "../console-options.ts";
import { Answers, Refuses, TakesBody, TakesId } from "../http/describe.ts";
import { ValidationPipe } from "../http/validation.pipe.ts";
import {
  accountBody,
  accountChangeBody,
  accountListSchema,
  accountSchema,
  type AccountBody,
  type AccountChangeBody,
  type AccountView,
} from "./access-schemas.ts";

const present = ({ createdAt, disabledAt, ...account }: Account): AccountView => ({
  ...account,
  createdAt: createdAt.toISOString(),
  ...(disabledAt && { disabledAt: disabledAt.toISOString() }),
});

/** People who may sign in. */
@ApiTags("access")
@Controller("api/v1/people")
export class PeopleController {
  constructor(@Inject(CONSOLE_OPTIONS) private readonly options: ConsoleOptions) {}

  @For("auditor")
  @Get()
  @ApiOperation({ summary: "Everybody who may sign in, or might" })
  @Answers("All of them, by name.", accountListSchema)
  async list() {
    return { items: (await listAccounts(this.options.pool)).map(present) };
  }

  @For("admin")
  @Post()
  @ApiOperation({ summary: "Lets a person in" })
  @TakesBody(accountBody)
  @Answers("The account.", accountSchema, 201)
  @Refuses({ 400: "The body cannot be used.", 409: "The name is taken." })
  async create(@Body(new ValidationPipe(accountBody)) body: AccountBody, @Actor() by: string) {
    try {
      return present(await createAccount(this.options.pool, body, by));
    } catch (error) {
      throw isUserError(error) ? new Problem(409, explain(error)) : error;
    }
  }

  @For("admin")
  @Patch(":id")
  @ApiOperation({ summary: "Gives another role or password, or lets a person in no more" })
  @TakesId("The account's id.")
  @TakesBody(accountChangeBody)
  @Answers("The account.", accountSchema)
  @Refuses({ 400: "The body cannot be used.", 404: "There is no such account." })
  async change(
    @Param("id") id: string,
    @Body(new ValidationPipe(accountChangeBody)) body: AccountChangeBody,
    @Actor() by: string,
  ) {
    const account = await changeAccount(this.options.pool, id, body, by);
    if (!account) throw new Problem(404, `There is no account ${JSON.stringify(id)}.`);
    return present(account);
  }
}
