// Rows as the core makes them; `cargo run -p gangway-tests --example fixtures` writes this file anew.
import type * as T from "../src/api/types";

export const FIXTURES_NOW = 1776765600000;

export const deliveryViews: T.DeliveryView[] = [
  {
    "row": {
      "id": 1000,
      "at": 1776765600000,
      "provider": "rappi",
      "event": "STORE_PROVISIONING_STATUS",
      "verdict": "verified",
      "form": "raw",
      "why": null,
      "unreadableWhy": null,
      "effect": "received",
      "settled": 0
    },
    "endpoint": "/hooks/Vb2kQm7x9kQ",
    "bytes": 249,
    "digest": null,
    "answered": 200,
    "tookUs": 812,
    "headers": [
      [
        "content-type",
        "application/json"
      ]
    ],
    "body": "{\"batchId\":\"550e8400-e29b-41d4-a716-446655440000\",\"integrationId\":\"pos-co-01\",\"operation\":\"PROVISION\",\"results\":[{\"storeId\":\"1000\",\"integrationId\":\"pos-co-01\",\"brand\":\"Sertester\",\"status\":\"ACTIVE\",\"httpCode\":201}],\"timestamp\":\"2026-04-21T10:00:00Z\"}",
    "operation": null,
    "detail": null
  },
  {
    "row": {
      "id": 999,
      "at": 1776765540000,
      "provider": "rappi",
      "event": "STORE_PROVISIONING_STATUS",
      "verdict": "verified",
      "form": "raw",
      "why": null,
      "unreadableWhy": null,
      "effect": "applied",
      "settled": 20
    },
    "endpoint": "/hooks/Vb2kQm7x9kQ",
    "bytes": 249,
    "digest": null,
    "answered": 200,
    "tookUs": 812,
    "headers": [
      [
        "content-type",
        "application/json"
      ]
    ],
    "body": "{\"batchId\":\"550e8400-e29b-41d4-a716-446655440000\",\"integrationId\":\"pos-co-01\",\"operation\":\"PROVISION\",\"results\":[{\"storeId\":\"1000\",\"integrationId\":\"pos-co-01\",\"brand\":\"Sertester\",\"status\":\"ACTIVE\",\"httpCode\":201}],\"timestamp\":\"2026-04-21T10:00:00Z\"}",
    "operation": "op-1",
    "detail": null
  },
  {
    "row": {
      "id": 998,
      "at": 1776765480000,
      "provider": "rappi",
      "event": "STORE_PROVISIONING_STATUS",
      "verdict": "verified",
      "form": "raw",
      "why": null,
      "unreadableWhy": null,
      "effect": "ignored",
      "settled": 0
    },
    "endpoint": "/hooks/Vb2kQm7x9kQ",
    "bytes": 249,
    "digest": null,
    "answered": 200,
    "tookUs": 812,
    "headers": [
      [
        "content-type",
        "application/json"
      ]
    ],
    "body": "{\"batchId\":\"550e8400-e29b-41d4-a716-446655440000\",\"integrationId\":\"pos-co-01\",\"operation\":\"PROVISION\",\"results\":[{\"storeId\":\"1000\",\"integrationId\":\"pos-co-01\",\"brand\":\"Sertester\",\"status\":\"ACTIVE\",\"httpCode\":201}],\"timestamp\":\"2026-04-21T10:00:00Z\"}",
    "operation": null,
    "detail": null
  },
  {
    "row": {
      "id": 997,
      "at": 1776765420000,
      "provider": "rappi",
      "event": "STORE_PROVISIONING_STATUS",
      "verdict": "verified",
      "form": "raw",
      "why": null,
      "unreadableWhy": null,
      "effect": "duplicate",
      "settled": 0
    },
    "endpoint": "/hooks/Vb2kQm7x9kQ",
    "bytes": 249,
    "digest": null,
    "answered": 200,
    "tookUs": 812,
    "headers": [
      [
        "content-type",
        "application/json"
      ]
    ],
    "body": "{\"batchId\":\"550e8400-e29b-41d4-a716-446655440000\",\"integrationId\":\"pos-co-01\",\"operation\":\"PROVISION\",\"results\":[{\"storeId\":\"1000\",\"integrationId\":\"pos-co-01\",\"brand\":\"Sertester\",\"status\":\"ACTIVE\",\"httpCode\":201}],\"timestamp\":\"2026-04-21T10:00:00Z\"}",
    "operation": null,
    "detail": null
  },
  {
    "row": {
      "id": 996,
      "at": 1776765360000,
      "provider": "rappi",
      "event": "STORE_PROVISIONING_STATUS",
      "verdict": "verified",
      "form": "raw",
      "why": null,
      "unreadableWhy": null,
      "effect": "dead_letter",
      "settled": 0
    },
    "endpoint": "/hooks/Vb2kQm7x9kQ",
    "bytes": 249,
    "digest": null,
    "answered": 200,
    "tookUs": 812,
    "headers": [
      [
        "content-type",
        "application/json"
      ]
    ],
    "body": "{\"batchId\":\"550e8400-e29b-41d4-a716-446655440000\",\"integrationId\":\"pos-co-01\",\"operation\":\"PROVISION\",\"results\":[{\"storeId\":\"1000\",\"integrationId\":\"pos-co-01\",\"brand\":\"Sertester\",\"status\":\"ACTIVE\",\"httpCode\":201}],\"timestamp\":\"2026-04-21T10:00:00Z\"}",
    "operation": null,
    "detail": "~not_applied the store is unknown"
  },
  {
    "row": {
      "id": 995,
      "at": 1776765300000,
      "provider": "rappi",
      "event": "STORE_PROVISIONING_STATUS",
      "verdict": "rejected",
      "form": null,
      "why": "wrong_secret",
      "unreadableWhy": null,
      "effect": "none",
      "settled": 0
    },
    "endpoint": "/hooks/Vb2kQm7x9kQ",
    "bytes": 249,
    "digest": null,
    "answered": 401,
    "tookUs": 812,
    "headers": [
      [
        "content-type",
        "application/json"
      ]
    ],
    "body": "{\"batchId\":\"550e8400-e29b-41d4-a716-446655440000\",\"integrationId\":\"pos-co-01\",\"operation\":\"PROVISION\",\"results\":[{\"storeId\":\"1000\",\"integrationId\":\"pos-co-01\",\"brand\":\"Sertester\",\"status\":\"ACTIVE\",\"httpCode\":201}],\"timestamp\":\"2026-04-21T10:00:00Z\"}",
    "operation": null,
    "detail": null
  },
  {
    "row": {
      "id": 994,
      "at": 1776765240000,
      "provider": "rappi",
      "event": "STORE_PROVISIONING_STATUS",
      "verdict": "rejected",
      "form": null,
      "why": "no_secret",
      "unreadableWhy": null,
      "effect": "none",
      "settled": 0
    },
    "endpoint": "/hooks/Vb2kQm7x9kQ",
    "bytes": 249,
    "digest": null,
    "answered": 401,
    "tookUs": 812,
    "headers": [
      [
        "content-type",
        "application/json"
      ]
    ],
    "body": "{\"batchId\":\"550e8400-e29b-41d4-a716-446655440000\",\"integrationId\":\"pos-co-01\",\"operation\":\"PROVISION\",\"results\":[{\"storeId\":\"1000\",\"integrationId\":\"pos-co-01\",\"brand\":\"Sertester\",\"status\":\"ACTIVE\",\"httpCode\":201}],\"timestamp\":\"2026-04-21T10:00:00Z\"}",
    "operation": null,
    "detail": null
  },
  {
    "row": {
      "id": 993,
      "at": 1776765180000,
      "provider": "rappi",
      "event": "STORE_PROVISIONING_STATUS",
      "verdict": "rejected",
      "form": null,
      "why": "header_missing",
      "unreadableWhy": null,
      "effect": "none",
      "settled": 0
    },
    "endpoint": "/hooks/Vb2kQm7x9kQ",
    "bytes": 249,
    "digest": null,
    "answered": 401,
    "tookUs": 812,
    "headers": [
      [
        "content-type",
        "application/json"
      ]
    ],
    "body": "{\"batchId\":\"550e8400-e29b-41d4-a716-446655440000\",\"integrationId\":\"pos-co-01\",\"operation\":\"PROVISION\",\"results\":[{\"storeId\":\"1000\",\"integrationId\":\"pos-co-01\",\"brand\":\"Sertester\",\"status\":\"ACTIVE\",\"httpCode\":201}],\"timestamp\":\"2026-04-21T10:00:00Z\"}",
    "operation": null,
    "detail": null
  },
  {
    "row": {
      "id": 992,
      "at": 1776765120000,
      "provider": "rappi",
      "event": "STORE_PROVISIONING_STATUS",
      "verdict": "rejected",
      "form": null,
      "why": "header_doubled",
      "unreadableWhy": null,
      "effect": "none",
      "settled": 0
    },
    "endpoint": "/hooks/Vb2kQm7x9kQ",
    "bytes": 249,
    "digest": null,
    "answered": 401,
    "tookUs": 812,
    "headers": [
      [
        "content-type",
        "application/json"
      ]
    ],
    "body": "{\"batchId\":\"550e8400-e29b-41d4-a716-446655440000\",\"integrationId\":\"pos-co-01\",\"operation\":\"PROVISION\",\"results\":[{\"storeId\":\"1000\",\"integrationId\":\"pos-co-01\",\"brand\":\"Sertester\",\"status\":\"ACTIVE\",\"httpCode\":201}],\"timestamp\":\"2026-04-21T10:00:00Z\"}",
    "operation": null,
    "detail": null
  },
  {
    "row": {
      "id": 991,
      "at": 1776765060000,
      "provider": "rappi",
      "event": "STORE_PROVISIONING_STATUS",
      "verdict": "rejected",
      "form": null,
      "why": "header_malformed",
      "unreadableWhy": null,
      "effect": "none",
      "settled": 0
    },
    "endpoint": "/hooks/Vb2kQm7x9kQ",
    "bytes": 249,
    "digest": null,
    "answered": 401,
    "tookUs": 812,
    "headers": [
      [
        "content-type",
        "application/json"
      ]
    ],
    "body": "{\"batchId\":\"550e8400-e29b-41d4-a716-446655440000\",\"integrationId\":\"pos-co-01\",\"operation\":\"PROVISION\",\"results\":[{\"storeId\":\"1000\",\"integrationId\":\"pos-co-01\",\"brand\":\"Sertester\",\"status\":\"ACTIVE\",\"httpCode\":201}],\"timestamp\":\"2026-04-21T10:00:00Z\"}",
    "operation": null,
    "detail": null
  },
  {
    "row": {
      "id": 990,
      "at": 1776765000000,
      "provider": "rappi",
      "event": "STORE_PROVISIONING_STATUS",
      "verdict": "rejected",
      "form": null,
      "why": "clock_off",
      "unreadableWhy": null,
      "effect": "none",
      "settled": 0
    },
    "endpoint": "/hooks/Vb2kQm7x9kQ",
    "bytes": 249,
    "digest": null,
    "answered": 401,
    "tookUs": 812,
    "headers": [
      [
        "content-type",
        "application/json"
      ]
    ],
    "body": "{\"batchId\":\"550e8400-e29b-41d4-a716-446655440000\",\"integrationId\":\"pos-co-01\",\"operation\":\"PROVISION\",\"results\":[{\"storeId\":\"1000\",\"integrationId\":\"pos-co-01\",\"brand\":\"Sertester\",\"status\":\"ACTIVE\",\"httpCode\":201}],\"timestamp\":\"2026-04-21T10:00:00Z\"}",
    "operation": null,
    "detail": "~clock_off -312"
  },
  {
    "row": {
      "id": 989,
      "at": 1776764940000,
      "provider": "rappi",
      "event": "STORE_PROVISIONING_STATUS",
      "verdict": "rejected",
      "form": null,
      "why": "tester_form",
      "unreadableWhy": null,
      "effect": "none",
      "settled": 0
    },
    "endpoint": "/hooks/Vb2kQm7x9kQ",
    "bytes": 249,
    "digest": null,
    "answered": 401,
    "tookUs": 812,
    "headers": [
      [
        "content-type",
        "application/json"
      ]
    ],
    "body": "{\"batchId\":\"550e8400-e29b-41d4-a716-446655440000\",\"integrationId\":\"pos-co-01\",\"operation\":\"PROVISION\",\"results\":[{\"storeId\":\"1000\",\"integrationId\":\"pos-co-01\",\"brand\":\"Sertester\",\"status\":\"ACTIVE\",\"httpCode\":201}],\"timestamp\":\"2026-04-21T10:00:00Z\"}",
    "operation": null,
    "detail": null
  },
  {
    "row": {
      "id": 988,
      "at": 1776764880000,
      "provider": "rappi",
      "event": "STORE_PROVISIONING_STATUS",
      "verdict": "rejected",
      "form": null,
      "why": "body_broken",
      "unreadableWhy": null,
      "effect": "none",
      "settled": 0
    },
    "endpoint": "/hooks/Vb2kQm7x9kQ",
    "bytes": 249,
    "digest": null,
    "answered": 401,
    "tookUs": 812,
    "headers": [
      [
        "content-type",
        "application/json"
      ]
    ],
    "body": "{\"batchId\":\"550e8400-e29b-41d4-a716-446655440000\",\"integrationId\":\"pos-co-01\",\"operation\":\"PROVISION\",\"results\":[{\"storeId\":\"1000\",\"integrationId\":\"pos-co-01\",\"brand\":\"Sertester\",\"status\":\"ACTIVE\",\"httpCode\":201}],\"timestamp\":\"2026-04-21T10:00:00Z\"}",
    "operation": null,
    "detail": null
  },
  {
    "row": {
      "id": 987,
      "at": 1776764820000,
      "provider": "rappi",
      "event": "STORE_PROVISIONING_STATUS",
      "verdict": "rejected",
      "form": null,
      "why": "body_compressed",
      "unreadableWhy": null,
      "effect": "none",
      "settled": 0
    },
    "endpoint": "/hooks/Vb2kQm7x9kQ",
    "bytes": 249,
    "digest": null,
    "answered": 401,
    "tookUs": 812,
    "headers": [
      [
        "content-type",
        "application/json"
      ]
    ],
    "body": "{\"batchId\":\"550e8400-e29b-41d4-a716-446655440000\",\"integrationId\":\"pos-co-01\",\"operation\":\"PROVISION\",\"results\":[{\"storeId\":\"1000\",\"integrationId\":\"pos-co-01\",\"brand\":\"Sertester\",\"status\":\"ACTIVE\",\"httpCode\":201}],\"timestamp\":\"2026-04-21T10:00:00Z\"}",
    "operation": null,
    "detail": null
  },
  {
    "row": {
      "id": 986,
      "at": 1776764760000,
      "provider": "rappi",
      "event": "STORE_PROVISIONING_STATUS",
      "verdict": "rejected",
      "form": null,
      "why": "wrong_path",
      "unreadableWhy": null,
      "effect": "none",
      "settled": 0
    },
    "endpoint": "/hooks/Vb2kQm7x9kQ",
    "bytes": 0,
    "digest": null,
    "answered": 401,
    "tookUs": 812,
    "headers": [
      [
        "content-type",
        "application/json"
      ]
    ],
    "body": "",
    "operation": null,
    "detail": null
  },
  {
    "row": {
      "id": 985,
      "at": 1776764700000,
      "provider": "rappi",
      "event": "STORE_PROVISIONING_STATUS",
      "verdict": "rejected",
      "form": null,
      "why": "wrong_method",
      "unreadableWhy": null,
      "effect": "none",
      "settled": 0
    },
    "endpoint": "/hooks/Vb2kQm7x9kQ",
    "bytes": 0,
    "digest": null,
    "answered": 401,
    "tookUs": 812,
    "headers": [
      [
        "content-type",
        "application/json"
      ]
    ],
    "body": "",
    "operation": null,
    "detail": null
  },
  {
    "row": {
      "id": 984,
      "at": 1776764640000,
      "provider": "rappi",
      "event": "STORE_PROVISIONING_STATUS",
      "verdict": "rejected",
      "form": null,
      "why": "body_too_large",
      "unreadableWhy": null,
      "effect": "none",
      "settled": 0
    },
    "endpoint": "/hooks/Vb2kQm7x9kQ",
    "bytes": 0,
    "digest": null,
    "answered": 401,
    "tookUs": 812,
    "headers": [
      [
        "content-type",
        "application/json"
      ]
    ],
    "body": "",
    "operation": null,
    "detail": null
  },
  {
    "row": {
      "id": 983,
      "at": 1776764580000,
      "provider": "rappi",
      "event": "STORE_PROVISIONING_STATUS",
      "verdict": "rejected",
      "form": null,
      "why": "body_incomplete",
      "unreadableWhy": null,
      "effect": "none",
      "settled": 0
    },
    "endpoint": "/hooks/Vb2kQm7x9kQ",
    "bytes": 0,
    "digest": null,
    "answered": 401,
    "tookUs": 812,
    "headers": [
      [
        "content-type",
        "application/json"
      ]
    ],
    "body": "",
    "operation": null,
    "detail": null
  },
  {
    "row": {
      "id": 982,
      "at": 1776764520000,
      "provider": "rappi",
      "event": "STORE_PROVISIONING_STATUS",
      "verdict": "rejected",
      "form": null,
      "why": "body_too_slow",
      "unreadableWhy": null,
      "effect": "none",
      "settled": 0
    },
    "endpoint": "/hooks/Vb2kQm7x9kQ",
    "bytes": 0,
    "digest": null,
    "answered": 401,
    "tookUs": 812,
    "headers": [
      [
        "content-type",
        "application/json"
      ]
    ],
    "body": "",
    "operation": null,
    "detail": null
  },
  {
    "row": {
      "id": 981,
      "at": 1776764460000,
      "provider": "rappi",
      "event": "STORE_PROVISIONING_STATUS",
      "verdict": "rejected",
      "form": null,
      "why": "header_too_large",
      "unreadableWhy": null,
      "effect": "none",
      "settled": 0
    },
    "endpoint": "/hooks/Vb2kQm7x9kQ",
    "bytes": 0,
    "digest": null,
    "answered": 401,
    "tookUs": 812,
    "headers": [
      [
        "content-type",
        "application/json"
      ]
    ],
    "body": "",
    "operation": null,
    "detail": null
  },
  {
    "row": {
      "id": 980,
      "at": 1776764400000,
      "provider": "rappi",
      "event": "STORE_PROVISIONING_STATUS",
      "verdict": "rejected",
      "form": null,
      "why": "head_malformed",
      "unreadableWhy": null,
      "effect": "none",
      "settled": 0
    },
    "endpoint": "/hooks/Vb2kQm7x9kQ",
    "bytes": 0,
    "digest": null,
    "answered": 401,
    "tookUs": 812,
    "headers": [
      [
        "content-type",
        "application/json"
      ]
    ],
    "body": "",
    "operation": null,
    "detail": null
  },
  {
    "row": {
      "id": 979,
      "at": 1776764340000,
      "provider": "rappi",
      "event": "STORE_PROVISIONING_STATUS",
      "verdict": "rejected",
      "form": null,
      "why": null,
      "unreadableWhy": "signature_wrong",
      "effect": "none",
      "settled": 0
    },
    "endpoint": "/hooks/Vb2kQm7x9kQ",
    "bytes": 249,
    "digest": null,
    "answered": 401,
    "tookUs": 812,
    "headers": [
      [
        "content-type",
        "application/json"
      ]
    ],
    "body": "{\"batchId\":\"550e8400-e29b-41d4-a716-446655440000\",\"integrationId\":\"pos-co-01\",\"operation\":\"PROVISION\",\"results\":[{\"storeId\":\"1000\",\"integrationId\":\"pos-co-01\",\"brand\":\"Sertester\",\"status\":\"ACTIVE\",\"httpCode\":201}],\"timestamp\":\"2026-04-21T10:00:00Z\"}",
    "operation": null,
    "detail": null
  }
];

export const activityRows: T.ActivityRow[] = [
  {
    "id": 5000,
    "at": 1776765600000,
    "actor": "ana",
    "act": "merchant_authorized",
    "written": "merchant_authorized",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4999,
    "at": 1776765540000,
    "actor": "ana",
    "act": "authorization_failed",
    "written": "authorization_failed",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4998,
    "at": 1776765480000,
    "actor": "ana",
    "act": "merchant_signed_out",
    "written": "merchant_signed_out",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4997,
    "at": 1776765420000,
    "actor": "ana",
    "act": "operation_started",
    "written": "operation_started",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4996,
    "at": 1776765360000,
    "actor": "ana",
    "act": "operation_stopped",
    "written": "operation_stopped",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4995,
    "at": 1776765300000,
    "actor": "ana",
    "act": "operation_undone",
    "written": "operation_undone",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4994,
    "at": 1776765240000,
    "actor": "ana",
    "act": "operation_paused",
    "written": "operation_paused",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4993,
    "at": 1776765180000,
    "actor": "ana",
    "act": "operation_resumed",
    "written": "operation_resumed",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4992,
    "at": 1776765120000,
    "actor": "ana",
    "act": "operation_repeated",
    "written": "operation_repeated",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4991,
    "at": 1776765060000,
    "actor": "ana",
    "act": "operation_ended",
    "written": "operation_ended",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4990,
    "at": 1776765000000,
    "actor": "ana",
    "act": "outcomes_asked",
    "written": "outcomes_asked",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4989,
    "at": 1776764940000,
    "actor": "ana",
    "act": "drift_seen",
    "written": "drift_seen",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4988,
    "at": 1776764880000,
    "actor": "ana",
    "act": "queue_kept",
    "written": "queue_kept",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4987,
    "at": 1776764820000,
    "actor": "ana",
    "act": "stores_exported",
    "written": "stores_exported",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4986,
    "at": 1776764760000,
    "actor": "ana",
    "act": "plan_exported",
    "written": "plan_exported",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4985,
    "at": 1776764700000,
    "actor": "ana",
    "act": "review_exported",
    "written": "review_exported",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4984,
    "at": 1776764640000,
    "actor": "ana",
    "act": "activity_exported",
    "written": "activity_exported",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4983,
    "at": 1776764580000,
    "actor": "ana",
    "act": "activity_end_accepted",
    "written": "activity_end_accepted",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4982,
    "at": 1776764520000,
    "actor": "ana",
    "act": "snapshot_kept",
    "written": "snapshot_kept",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4981,
    "at": 1776764460000,
    "actor": "ana",
    "act": "snapshot_renamed",
    "written": "snapshot_renamed",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4980,
    "at": 1776764400000,
    "actor": "ana",
    "act": "snapshot_removed",
    "written": "snapshot_removed",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4979,
    "at": 1776764340000,
    "actor": "ana",
    "act": "review_signed_off",
    "written": "review_signed_off",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4978,
    "at": 1776764280000,
    "actor": "ana",
    "act": "webhook_registered",
    "written": "webhook_registered",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": "201"
  },
  {
    "id": 4977,
    "at": 1776764220000,
    "actor": "ana",
    "act": "rotation_started",
    "written": "rotation_started",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4976,
    "at": 1776764160000,
    "actor": "ana",
    "act": "rotation_confirmed",
    "written": "rotation_confirmed",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4975,
    "at": 1776764100000,
    "actor": "ana",
    "act": "rotation_abandoned",
    "written": "rotation_abandoned",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4974,
    "at": 1776764040000,
    "actor": "gangway",
    "act": "old_secret_dropped",
    "written": "old_secret_dropped",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4973,
    "at": 1776763980000,
    "actor": "ana",
    "act": "deliveries_retried",
    "written": "deliveries_retried",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4972,
    "at": 1776763920000,
    "actor": "ana",
    "act": "deliveries_reverified",
    "written": "deliveries_reverified",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4971,
    "at": 1776763860000,
    "actor": "ana",
    "act": "dispute_answered",
    "written": "dispute_answered",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4970,
    "at": 1776763800000,
    "actor": "ana",
    "act": "dispute_opened_again",
    "written": "dispute_opened_again",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4969,
    "at": 1776763740000,
    "actor": "ana",
    "act": "subscription_created",
    "written": "subscription_created",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4968,
    "at": 1776763680000,
    "actor": "ana",
    "act": "subscription_changed",
    "written": "subscription_changed",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4967,
    "at": 1776763620000,
    "actor": "ana",
    "act": "subscription_removed",
    "written": "subscription_removed",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4966,
    "at": 1776763560000,
    "actor": "ana",
    "act": "subscription_adopted",
    "written": "subscription_adopted",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4965,
    "at": 1776763500000,
    "actor": "ana",
    "act": "subscription_restored",
    "written": "subscription_restored",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4964,
    "at": 1776763440000,
    "actor": "ana",
    "act": "subscription_given_up",
    "written": "subscription_given_up",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4963,
    "at": 1776763380000,
    "actor": "ana",
    "act": "subscription_secret_shown",
    "written": "subscription_secret_shown",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4962,
    "at": 1776763320000,
    "actor": "ana",
    "act": "address_called",
    "written": "address_called",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4961,
    "at": 1776763260000,
    "actor": "ana",
    "act": "business_made",
    "written": "business_made",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4960,
    "at": 1776763200000,
    "actor": "ana",
    "act": "business_changed",
    "written": "business_changed",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4959,
    "at": 1776763140000,
    "actor": "ana",
    "act": "business_removed",
    "written": "business_removed",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4958,
    "at": 1776763080000,
    "actor": "ana",
    "act": "personal_data_shown",
    "written": "personal_data_shown",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4957,
    "at": 1776763020000,
    "actor": "ana",
    "act": "personal_data_erased",
    "written": "personal_data_erased",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4956,
    "at": 1776762960000,
    "actor": "ana",
    "act": "content_removed",
    "written": "content_removed",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4955,
    "at": 1776762900000,
    "actor": "ana",
    "act": "merchant_reminded",
    "written": "merchant_reminded",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4954,
    "at": 1776762840000,
    "actor": "ana",
    "act": "merchant_muted",
    "written": "merchant_muted",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4953,
    "at": 1776762780000,
    "actor": "ana",
    "act": "sending_switched",
    "written": "sending_switched",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4952,
    "at": 1776762720000,
    "actor": "ana",
    "act": "template_changed",
    "written": "template_changed",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4951,
    "at": 1776762660000,
    "actor": "ana",
    "act": "way_tried",
    "written": "way_tried",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4950,
    "at": 1776762600000,
    "actor": "ana",
    "act": "notification_bounced",
    "written": "notification_bounced",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4949,
    "at": 1776762540000,
    "actor": "ana",
    "act": "notification_sent_by_hand",
    "written": "notification_sent_by_hand",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4948,
    "at": 1776762480000,
    "actor": "ana",
    "act": "notification_not_to_be_sent",
    "written": "notification_not_to_be_sent",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4947,
    "at": 1776762420000,
    "actor": "ana",
    "act": "proxy_password_replaced",
    "written": "proxy_password_replaced",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4946,
    "at": 1776762360000,
    "actor": "ana",
    "act": "proxy_password_removed",
    "written": "proxy_password_removed",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4945,
    "at": 1776762300000,
    "actor": "ana",
    "act": "telling_secret_replaced",
    "written": "telling_secret_replaced",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4944,
    "at": 1776762240000,
    "actor": "ana",
    "act": "telling_secret_shown",
    "written": "telling_secret_shown",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4943,
    "at": 1776762180000,
    "actor": "ana",
    "act": "profile_changed",
    "written": "profile_changed",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [
      {
        "what": "receiver.public_url",
        "before": null,
        "after": "https://hooks.sertester.example"
      }
    ],
    "answer": null
  },
  {
    "id": 4942,
    "at": 1776762120000,
    "actor": "ana",
    "act": "client_secret_replaced",
    "written": "client_secret_replaced",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4941,
    "at": 1776762060000,
    "actor": "ana",
    "act": "api_key_replaced",
    "written": "api_key_replaced",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4940,
    "at": 1776762000000,
    "actor": "ana",
    "act": "webhook_secret_stored",
    "written": "webhook_secret_stored",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4939,
    "at": 1776761940000,
    "actor": "ana",
    "act": "team_joined",
    "written": "team_joined",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4938,
    "at": 1776761880000,
    "actor": "ana",
    "act": "team_left",
    "written": "team_left",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4937,
    "at": 1776761820000,
    "actor": "ana",
    "act": "team_invited",
    "written": "team_invited",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4936,
    "at": 1776761760000,
    "actor": "ana",
    "act": "merchants_invited",
    "written": "merchants_invited",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4935,
    "at": 1776761700000,
    "actor": "ana",
    "act": "invitations_exported",
    "written": "invitations_exported",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4934,
    "at": 1776761640000,
    "actor": "ana",
    "act": "invitation_cancelled",
    "written": "invitation_cancelled",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4933,
    "at": 1776761580000,
    "actor": "ana",
    "act": "team_device_removed",
    "written": "team_device_removed",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  },
  {
    "id": 4932,
    "at": 1776761520000,
    "actor": "ana",
    "act": null,
    "written": "sun_storm_noted",
    "subject": "Grupo Sertester",
    "merchant": "m1",
    "detail": null,
    "changes": [],
    "answer": null
  }
];

export const applicationRows: T.ApplicationRow[] = [
  {
    "id": "app_0",
    "merchant": "mid_0",
    "name": "Panadería 0",
    "status": "CREATED",
    "since": 1776765600000,
    "ageDays": 0,
    "createdAt": 1775901600000,
    "resubmitted": false,
    "reviewDue": null,
    "reviewOverdue": false,
    "contested": false,
    "fetchedAt": null
  },
  {
    "id": "app_1",
    "merchant": "mid_1",
    "name": "Panadería 1",
    "status": "IN_PROGRESS",
    "since": 1776679200000,
    "ageDays": 1,
    "createdAt": 1775901600000,
    "resubmitted": false,
    "reviewDue": null,
    "reviewOverdue": false,
    "contested": false,
    "fetchedAt": null
  },
  {
    "id": "app_2",
    "merchant": "mid_2",
    "name": "Panadería 2",
    "status": "PROCESSING",
    "since": 1776592800000,
    "ageDays": 2,
    "createdAt": 1775901600000,
    "resubmitted": false,
    "reviewDue": null,
    "reviewOverdue": false,
    "contested": false,
    "fetchedAt": null
  },
  {
    "id": "app_3",
    "merchant": "mid_3",
    "name": "Panadería 3",
    "status": "NEEDS_INFORMATION",
    "since": 1776506400000,
    "ageDays": 3,
    "createdAt": 1775901600000,
    "resubmitted": false,
    "reviewDue": null,
    "reviewOverdue": false,
    "contested": false,
    "fetchedAt": null
  },
  {
    "id": "app_4",
    "merchant": "mid_4",
    "name": "Panadería 4",
    "status": "IN_REVIEW",
    "since": 1776420000000,
    "ageDays": 4,
    "createdAt": 1775901600000,
    "resubmitted": false,
    "reviewDue": null,
    "reviewOverdue": false,
    "contested": false,
    "fetchedAt": null
  },
  {
    "id": "app_5",
    "merchant": "mid_5",
    "name": "Panadería 5",
    "status": "COMPLETED",
    "since": 1776333600000,
    "ageDays": 5,
    "createdAt": 1775901600000,
    "resubmitted": false,
    "reviewDue": null,
    "reviewOverdue": false,
    "contested": false,
    "fetchedAt": null
  },
  {
    "id": "app_6",
    "merchant": "mid_6",
    "name": "Panadería 6",
    "status": "DECLINED",
    "since": 1776247200000,
    "ageDays": 6,
    "createdAt": 1775901600000,
    "resubmitted": false,
    "reviewDue": null,
    "reviewOverdue": false,
    "contested": false,
    "fetchedAt": null
  },
  {
    "id": "app_7",
    "merchant": "mid_7",
    "name": "Panadería 7",
    "status": {
      "other": "ON_HOLD"
    },
    "since": 1776160800000,
    "ageDays": 7,
    "createdAt": 1775901600000,
    "resubmitted": false,
    "reviewDue": null,
    "reviewOverdue": false,
    "contested": false,
    "fetchedAt": null
  }
];

export const operationRows: T.OperationRow[] = [
  {
    "id": "op-0",
    "merchant": "m1",
    "merchantName": "Grupo Sertester",
    "kind": "provision",
    "integration": "pos-co-01",
    "state": "holding",
    "halt": null,
    "startedAt": 1776765540000,
    "endedAt": null,
    "holdUntil": 1776765660000,
    "counts": {
      "planned": 5,
      "sending": 0,
      "accepted": 0,
      "unknown": 0,
      "overdue": 0,
      "confirmed": 15,
      "failed": 0,
      "rejected": 0,
      "no_result": 0,
      "total": 20
    },
    "repeatsLeft": 2,
    "repeated": 0
  },
  {
    "id": "op-1",
    "merchant": "m1",
    "merchantName": "Grupo Sertester",
    "kind": "provision",
    "integration": "pos-co-01",
    "state": "running",
    "halt": null,
    "startedAt": 1776765480000,
    "endedAt": null,
    "holdUntil": null,
    "counts": {
      "planned": 5,
      "sending": 0,
      "accepted": 0,
      "unknown": 0,
      "overdue": 0,
      "confirmed": 15,
      "failed": 0,
      "rejected": 0,
      "no_result": 0,
      "total": 20
    },
    "repeatsLeft": 2,
    "repeated": 0
  },
  {
    "id": "op-2",
    "merchant": "m1",
    "merchantName": "Grupo Sertester",
    "kind": "provision",
    "integration": "pos-co-01",
    "state": "pausing",
    "halt": null,
    "startedAt": 1776765420000,
    "endedAt": null,
    "holdUntil": null,
    "counts": {
      "planned": 5,
      "sending": 0,
      "accepted": 0,
      "unknown": 0,
      "overdue": 0,
      "confirmed": 15,
      "failed": 0,
      "rejected": 0,
      "no_result": 0,
      "total": 20
    },
    "repeatsLeft": 2,
    "repeated": 0
  },
  {
    "id": "op-3",
    "merchant": "m1",
    "merchantName": "Grupo Sertester",
    "kind": "provision",
    "integration": "pos-co-01",
    "state": "paused",
    "halt": {
      "code": "sign_in_again",
      "reason": "token_over",
      "what": null,
      "place": null,
      "provider": null,
      "message": "The merchant has to sign in again.",
      "detail": null
    },
    "startedAt": 1776765360000,
    "endedAt": null,
    "holdUntil": null,
    "counts": {
      "planned": 5,
      "sending": 0,
      "accepted": 0,
      "unknown": 0,
      "overdue": 0,
      "confirmed": 15,
      "failed": 0,
      "rejected": 0,
      "no_result": 0,
      "total": 20
    },
    "repeatsLeft": 2,
    "repeated": 0
  },
  {
    "id": "op-4",
    "merchant": "m1",
    "merchantName": "Grupo Sertester",
    "kind": "provision",
    "integration": "pos-co-01",
    "state": "stopping",
    "halt": null,
    "startedAt": 1776765300000,
    "endedAt": null,
    "holdUntil": null,
    "counts": {
      "planned": 5,
      "sending": 0,
      "accepted": 0,
      "unknown": 0,
      "overdue": 0,
      "confirmed": 15,
      "failed": 0,
      "rejected": 0,
      "no_result": 0,
      "total": 20
    },
    "repeatsLeft": 2,
    "repeated": 0
  },
  {
    "id": "op-5",
    "merchant": "m1",
    "merchantName": "Grupo Sertester",
    "kind": "provision",
    "integration": "pos-co-01",
    "state": "waiting",
    "halt": null,
    "startedAt": 1776765240000,
    "endedAt": null,
    "holdUntil": null,
    "counts": {
      "planned": 5,
      "sending": 0,
      "accepted": 0,
      "unknown": 0,
      "overdue": 0,
      "confirmed": 15,
      "failed": 0,
      "rejected": 0,
      "no_result": 0,
      "total": 20
    },
    "repeatsLeft": 2,
    "repeated": 0
  },
  {
    "id": "op-6",
    "merchant": "m1",
    "merchantName": "Grupo Sertester",
    "kind": "provision",
    "integration": "pos-co-01",
    "state": "finished",
    "halt": null,
    "startedAt": 1776765180000,
    "endedAt": 1776765600000,
    "holdUntil": null,
    "counts": {
      "planned": 0,
      "sending": 0,
      "accepted": 0,
      "unknown": 0,
      "overdue": 0,
      "confirmed": 20,
      "failed": 0,
      "rejected": 0,
      "no_result": 0,
      "total": 20
    },
    "repeatsLeft": 2,
    "repeated": 0
  },
  {
    "id": "op-7",
    "merchant": "m1",
    "merchantName": "Grupo Sertester",
    "kind": "provision",
    "integration": "pos-co-01",
    "state": "stopped",
    "halt": null,
    "startedAt": 1776765120000,
    "endedAt": 1776765600000,
    "holdUntil": null,
    "counts": {
      "planned": 5,
      "sending": 0,
      "accepted": 0,
      "unknown": 0,
      "overdue": 0,
      "confirmed": 15,
      "failed": 0,
      "rejected": 0,
      "no_result": 0,
      "total": 20
    },
    "repeatsLeft": 2,
    "repeated": 0
  },
  {
    "id": "op-8",
    "merchant": "m1",
    "merchantName": "Grupo Sertester",
    "kind": "provision",
    "integration": "pos-co-01",
    "state": "undone",
    "halt": null,
    "startedAt": 1776765060000,
    "endedAt": 1776765600000,
    "holdUntil": null,
    "counts": {
      "planned": 5,
      "sending": 0,
      "accepted": 0,
      "unknown": 0,
      "overdue": 0,
      "confirmed": 15,
      "failed": 0,
      "rejected": 0,
      "no_result": 0,
      "total": 20
    },
    "repeatsLeft": 2,
    "repeated": 0
  },
  {
    "id": "op-9",
    "merchant": "m1",
    "merchantName": "Grupo Sertester",
    "kind": "provision",
    "integration": "pos-co-01",
    "state": "interrupted",
    "halt": null,
    "startedAt": 1776765000000,
    "endedAt": 1776765600000,
    "holdUntil": null,
    "counts": {
      "planned": 5,
      "sending": 0,
      "accepted": 0,
      "unknown": 0,
      "overdue": 0,
      "confirmed": 15,
      "failed": 0,
      "rejected": 0,
      "no_result": 0,
      "total": 20
    },
    "repeatsLeft": 2,
    "repeated": 0
  },
  {
    "id": "op-10",
    "merchant": "m1",
    "merchantName": "Grupo Sertester",
    "kind": "provision",
    "integration": "pos-co-01",
    "state": "halted",
    "halt": {
      "code": "sign_in_again",
      "reason": "token_over",
      "what": null,
      "place": null,
      "provider": null,
      "message": "The merchant has to sign in again.",
      "detail": null
    },
    "startedAt": 1776764940000,
    "endedAt": 1776765600000,
    "holdUntil": null,
    "counts": {
      "planned": 5,
      "sending": 0,
      "accepted": 0,
      "unknown": 0,
      "overdue": 0,
      "confirmed": 15,
      "failed": 0,
      "rejected": 0,
      "no_result": 0,
      "total": 20
    },
    "repeatsLeft": 2,
    "repeated": 0
  }
];

export const subscriptionRows: T.SubscriptionRow[] = [
  {
    "id": "s0",
    "provider": "ratepay",
    "event": "INVOICE_INVOICE",
    "url": "https://hooks.shop0.com/ratepay",
    "subscription": "sub_0",
    "drift": "in_sync",
    "fields": [],
    "remoteEvent": null,
    "remoteUrl": null,
    "endpoint": null,
    "secret": "stored",
    "secretShared": false,
    "rotation": null,
    "underWay": false,
    "madeAt": 1776679200000,
    "can": [
      "change",
      "remove"
    ]
  },
  {
    "id": "s1",
    "provider": "ratepay",
    "event": "INVOICE_INVOICE",
    "url": "https://hooks.shop1.com/ratepay",
    "subscription": null,
    "drift": "missing_remotely",
    "fields": [],
    "remoteEvent": null,
    "remoteUrl": null,
    "endpoint": null,
    "secret": "stored",
    "secretShared": false,
    "rotation": null,
    "underWay": false,
    "madeAt": 1776679200000,
    "can": [
      "restore",
      "adopt"
    ]
  },
  {
    "id": "s2",
    "provider": "ratepay",
    "event": "INVOICE_INVOICE",
    "url": "https://hooks.shop2.com/ratepay",
    "subscription": "sub_2",
    "drift": "unknown_here",
    "fields": [],
    "remoteEvent": null,
    "remoteUrl": null,
    "endpoint": null,
    "secret": "stored",
    "secretShared": false,
    "rotation": null,
    "underWay": false,
    "madeAt": 1776679200000,
    "can": [
      "adopt",
      "remove"
    ]
  },
  {
    "id": "s3",
    "provider": "ratepay",
    "event": "INVOICE_INVOICE",
    "url": "https://hooks.shop3.com/ratepay",
    "subscription": "sub_3",
    "drift": "differs",
    "fields": [],
    "remoteEvent": null,
    "remoteUrl": "https://other.shop.com/ratepay",
    "endpoint": null,
    "secret": "stored",
    "secretShared": false,
    "rotation": null,
    "underWay": false,
    "madeAt": 1776679200000,
    "can": [
      "restore",
      "adopt",
      "remove"
    ]
  },
  {
    "id": "s4",
    "provider": "ratepay",
    "event": "INVOICE_INVOICE",
    "url": "https://hooks.shop4.com/ratepay",
    "subscription": "sub_4",
    "drift": "not_read",
    "fields": [],
    "remoteEvent": null,
    "remoteUrl": null,
    "endpoint": null,
    "secret": "stored",
    "secretShared": false,
    "rotation": null,
    "underWay": false,
    "madeAt": 1776679200000,
    "can": []
  }
];

export const merchantRows: T.MerchantRow[] = [
  {
    "id": "m1",
    "name": "Grupo Sertester",
    "email": "duena1@sertester.co",
    "country": "co",
    "tokenExpiresAt": 1776768120000,
    "refreshedAt": 1776765480000,
    "stores": 12,
    "integrated": 10,
    "openOperations": 0,
    "drift": 0,
    "missedWebhooks": 0,
    "integratedLately": 0,
    "failedLately": 0,
    "waiting": 0,
    "unknown": 0
  },
  {
    "id": "m2",
    "name": "Parrilla del Puerto",
    "email": "duena2@sertester.co",
    "country": "co",
    "tokenExpiresAt": 1776765960000,
    "refreshedAt": 1776765480000,
    "stores": 12,
    "integrated": 10,
    "openOperations": 0,
    "drift": 0,
    "missedWebhooks": 0,
    "integratedLately": 0,
    "failedLately": 0,
    "waiting": 0,
    "unknown": 0
  },
  {
    "id": "m3",
    "name": "Açaí do Zé",
    "email": "duena3@sertester.co",
    "country": "co",
    "tokenExpiresAt": 1776765420000,
    "refreshedAt": 1776765480000,
    "stores": 12,
    "integrated": 10,
    "openOperations": 0,
    "drift": 0,
    "missedWebhooks": 0,
    "integratedLately": 0,
    "failedLately": 0,
    "waiting": 0,
    "unknown": 0
  },
  {
    "id": "m4",
    "name": "La Esquina de Ñuñoa",
    "email": "duena4@sertester.co",
    "country": "co",
    "tokenExpiresAt": null,
    "refreshedAt": 1776765480000,
    "stores": 12,
    "integrated": 10,
    "openOperations": 0,
    "drift": 0,
    "missedWebhooks": 0,
    "integratedLately": 0,
    "failedLately": 0,
    "waiting": 0,
    "unknown": 0
  }
];

export const driftRows: T.DriftRow[] = [
  {
    "id": 1,
    "store": "900001",
    "name": "Sertester 1",
    "change": "added",
    "before": "before",
    "after": "after",
    "at": 1776765540000,
    "seenAt": null
  },
  {
    "id": 2,
    "store": "900002",
    "name": "Sertester 2",
    "change": "removed",
    "before": "before",
    "after": "after",
    "at": 1776765480000,
    "seenAt": null
  },
  {
    "id": 3,
    "store": "900003",
    "name": "Sertester 3",
    "change": "renamed",
    "before": "before",
    "after": "after",
    "at": 1776765420000,
    "seenAt": null
  },
  {
    "id": 4,
    "store": "900004",
    "name": "Sertester 4",
    "change": "moved",
    "before": "before",
    "after": "after",
    "at": 1776765360000,
    "seenAt": null
  },
  {
    "id": 5,
    "store": "900005",
    "name": "Sertester 5",
    "change": "integrated",
    "before": "before",
    "after": "after",
    "at": 1776765300000,
    "seenAt": null
  },
  {
    "id": 6,
    "store": "900006",
    "name": "Sertester 6",
    "change": "released",
    "before": "before",
    "after": "after",
    "at": 1776765240000,
    "seenAt": null
  },
  {
    "id": 7,
    "store": "900007",
    "name": "Sertester 7",
    "change": "changed_hands",
    "before": "before",
    "after": "after",
    "at": 1776765180000,
    "seenAt": null
  }
];
