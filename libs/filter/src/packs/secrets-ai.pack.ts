import type { Pack } from './pack.js';
import { type ProviderFormat, providerRule, uuidParts } from './provider-rule.js';

const formats: readonly ProviderFormat[] = [
  {
    id: 'secrets-ai.anthropic-key',
    type: 'ANTHROPIC_KEY',
    prefixes: ['sk-ant-api03-', 'sk-ant-sid01-', 'sk-ant-admin01-', 'sk-ant-oat01-', 'sk-ant-ort01-'],
    parts: [{ alphabet: 'base64url', min: 80, max: 120 }],
  },
  {
    id: 'secrets-ai.openai-key',
    type: 'OPENAI_KEY',
    prefixes: ['sk-proj-', 'sk-svcacct-', 'sk-admin-'],
    parts: [{ alphabet: 'base64url', min: 40, max: 200 }],
  },
  {
    id: 'secrets-ai.model-key',
    type: 'MODEL_PROVIDER_KEY',
    prefixes: ['sk-'],
    parts: [{ alphabet: 'alphanumeric', min: 32, max: 64 }],
    score: 0.85,
  },
  {
    id: 'secrets-ai.openrouter-key',
    type: 'OPENROUTER_KEY',
    prefixes: ['sk-or-v1-'],
    parts: [{ alphabet: 'hex', min: 64, max: 64 }],
  },
  {
    id: 'secrets-ai.elevenlabs-key',
    type: 'ELEVENLABS_KEY',
    prefixes: ['sk_'],
    parts: [{ alphabet: 'hex', min: 48, max: 48 }],
  },
  {
    id: 'secrets-ai.hugging-face-token',
    type: 'HUGGING_FACE_TOKEN',
    prefixes: ['hf_', 'api_org_'],
    parts: [{ alphabet: 'letter', min: 34, max: 34 }],
  },
  {
    id: 'secrets-ai.groq-key',
    type: 'GROQ_KEY',
    prefixes: ['gsk_'],
    parts: [{ alphabet: 'alphanumeric', min: 52, max: 52 }],
  },
  {
    id: 'secrets-ai.xai-key',
    type: 'XAI_KEY',
    prefixes: ['xai-'],
    parts: [{ alphabet: 'alphanumeric', min: 80, max: 80 }],
  },
  {
    id: 'secrets-ai.perplexity-key',
    type: 'PERPLEXITY_KEY',
    prefixes: ['pplx-'],
    parts: [{ alphabet: 'alphanumeric', min: 48, max: 56 }],
  },
  {
    id: 'secrets-ai.replicate-token',
    type: 'REPLICATE_TOKEN',
    prefixes: ['r8_'],
    parts: [{ alphabet: 'alphanumeric', min: 37, max: 40 }],
  },
  {
    id: 'secrets-ai.together-key',
    type: 'TOGETHER_KEY',
    prefixes: ['tgp_v1_'],
    parts: [{ alphabet: 'base64url', min: 43, max: 43 }],
  },
  {
    id: 'secrets-ai.cerebras-key',
    type: 'CEREBRAS_KEY',
    prefixes: ['csk-'],
    parts: [{ alphabet: 'lowerAlphanumeric', min: 48, max: 48 }],
  },
  {
    id: 'secrets-ai.langsmith-key',
    type: 'LANGSMITH_KEY',
    prefixes: ['lsv2_pt_', 'lsv2_sk_'],
    parts: [{ alphabet: 'hex', min: 32, max: 32 }, '_', { alphabet: 'hex', min: 10, max: 10 }],
  },
  {
    id: 'secrets-ai.pinecone-key',
    type: 'PINECONE_KEY',
    prefixes: ['pcsk_'],
    parts: [{ alphabet: 'alphanumeric', min: 5, max: 6 }, '_', { alphabet: 'alphanumeric', min: 60, max: 66 }],
  },
  {
    id: 'secrets-ai.nvidia-key',
    type: 'NVIDIA_KEY',
    prefixes: ['nvapi-'],
    parts: [{ alphabet: 'base64url', min: 64, max: 64 }],
  },
  {
    id: 'secrets-ai.tavily-key',
    type: 'TAVILY_KEY',
    prefixes: ['tvly-'],
    parts: [{ alphabet: 'base64url', min: 32, max: 40 }],
  },
  {
    id: 'secrets-ai.firecrawl-key',
    type: 'FIRECRAWL_KEY',
    prefixes: ['fc-'],
    parts: [{ alphabet: 'hex', min: 32, max: 32 }],
  },
  {
    id: 'secrets-ai.jina-key',
    type: 'JINA_KEY',
    prefixes: ['jina_'],
    parts: [{ alphabet: 'alphanumeric', min: 60, max: 60 }],
  },
  { id: 'secrets-ai.e2b-key', type: 'E2B_KEY', prefixes: ['e2b_'], parts: [{ alphabet: 'hex', min: 40, max: 40 }] },
  { id: 'secrets-ai.langfuse-key', type: 'LANGFUSE_KEY', prefixes: ['sk-lf-'], parts: uuidParts },
  {
    id: 'secrets-ai.llama-key',
    type: 'LLAMA_KEY',
    prefixes: ['LLM|'],
    parts: [{ alphabet: 'digit', min: 10, max: 20 }, '|', { alphabet: 'base64url', min: 27, max: 40 }],
  },
];

/** Keys of providers of models and of what is built around them. */
export const secretsAiPack: Pack = { id: 'secrets-ai', version: '1.0.0', rules: formats.map(providerRule) };
