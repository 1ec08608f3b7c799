export default function Index() {
  return <h1>Hello Remix</h1>;
}
