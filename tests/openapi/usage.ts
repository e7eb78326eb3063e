// What a person would write with a client made from the document. Compiled, not run: the types are what is tested.
import createClient from "openapi-fetch";
import type { components, paths } from "./generated/linnet";

type Tweet = components["schemas"]["Tweet"];

const client = createClient<paths>({ baseUrl: "http://localhost:8000" });

export async function logIn(username: string, password: string): Promise<string | undefined> {
  const { data, error } = await client.POST("/auth/login/json", { body: { username, password } });
  if (error) throw new Error(describe(error));
  client.use({
    onRequest({ request }) {
      request.headers.set("Authorization", `Bearer ${data.access_token}`);
    },
  });
  return data.refresh_token;
}

export async function reply(to: Tweet, content: string): Promise<Tweet> {
  const { data, error } = await client.POST("/tweets", { body: { content, reply_to_id: to.id } });
  if (error) throw new Error(describe(error));
  // The answer to a tweet that was sent with scheduled_at.
  if ("scheduled_at" in data) throw new Error("The answer is a scheduled tweet");
  const parent: number | null = data.reply_to_id;
  console.log(`${data.author.username} answered ${parent} at ${data.created_at}`);
  return data;
}

export async function readHome(): Promise<Tweet[]> {
  const { data, response } = await client.GET("/tweets/timeline", { params: { query: { page: 1, page_size: 50 } } });
  console.log(response.headers.get("Link"), data?.total);
  return data?.tweets ?? [];
}

export async function clearBio(): Promise<void> {
  await client.PUT("/users/me", { body: { bio: null } });
}

export async function unlike(id: number): Promise<number | undefined> {
  const { data } = await client.DELETE("/tweets/{tweet_id}/like", { params: { path: { tweet_id: id } } });
  return data?.likes_count;
}

export async function misuse(): Promise<void> {
  // @ts-expect-error A tweet without content.
  await client.POST("/tweets", { body: {} });
  // @ts-expect-error Every account has an address to itself: nobody else's is shown.
  console.log((await client.GET("/users/{username}", { params: { path: { username: "ada" } } })).data?.email);
  // @ts-expect-error There is no such route.
  await client.GET("/tweets/newest");
}

// A refusal is a sentence, or a list of what is wrong.
function describe(error: components["schemas"]["Error"] | components["schemas"]["HTTPValidationError"]): string {
  return typeof error.detail === "string" ? error.detail : error.detail.map((fault) => `${fault.loc.join(".")}: ${fault.msg}`).join("\n");
}
