from fastapi import FastAPI

app = FastAPI(title="shop")


@app.get("/")
async def root():
    return {"message": "Hello World"}
